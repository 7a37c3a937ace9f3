import { Button, PasswordInput } from '@mantine/core';
import { useState, type FormEvent } from 'react';
import { FloatPlace } from '../frame/FloatPlace.tsx';
import { Logo } from '../frame/Logo.tsx';
import { CommandLine } from '../parts/CommandLine.tsx';
import type { Texts } from '../texts/en.ts';
import { useTexts } from '../texts/useTexts.ts';
import { signIn, type SignInAnswer } from '../wire/session.ts';

/** For a browser the host does not know: a key, or the way to a one-time link. */
export function SignIn() {
  const t = useTexts();
  const [key, setKey] = useState('');
  const [isSigning, setSigning] = useState(false);
  const [answer, setAnswer] = useState<SignInAnswer | null>(null);
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    setSigning(true);
    void signIn(key.trim()).then((heard) => {
      setSigning(false);
      setAnswer(heard);
      if (heard === 'in') location.reload();
    });
  };
  return (
    <main className="sign-in">
      <div className="card sign-in-card">
        <div className="row sign-in-mark">
          <Logo />
          <strong>ParaDeck</strong>
        </div>
        <h1>{t.access.signInTitle}</h1>
        <p className="dim">{t.access.signInText}</p>
        <form onSubmit={onSubmit} className="stack" noValidate>
          <PasswordInput
            label={t.access.key}
            size="sm"
            value={key}
            autoFocus
            autoComplete="current-password"
            placeholder="pdk-…"
            visibilityToggleButtonProps={{ 'aria-label': t.access.showKey }}
            error={answer === null || answer === 'in' ? null : renderRefusal(answer, t)}
            onChange={(event) => {
              setKey(event.currentTarget.value);
              setAnswer(null);
            }}
          />
          <Button
            type="submit"
            size="sm"
            variant="filled"
            fullWidth
            loading={isSigning}
            disabled={!key.trim()}
          >
            {t.access.signIn}
          </Button>
        </form>
        <div className="sign-in-help">
          <p className="dim small">{t.access.keyHint}</p>
          <CommandLine command="paradeck keys create NAME --scope panel" />
          <p className="dim small">
            <strong>{t.access.here}</strong> {t.access.hereText}
          </p>
          <CommandLine command="paradeck open" />
        </div>
      </div>
      <FloatPlace />
    </main>
  );
}

function renderRefusal(answer: Exclude<SignInAnswer, 'in'>, t: Texts): string {
  return {
    wrong: t.access.wrongKey,
    other: t.access.notForPanel,
    'too-many': t.access.tooMany,
    lost: t.access.unreachable,
  }[answer];
}
