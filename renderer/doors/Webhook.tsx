import { Button, Checkbox, PasswordInput, Skeleton, TextInput } from '@mantine/core';
import { useEffect, useState } from 'react';
import {
  webhookDraft,
  webhookEvent,
  type WebhookDraft,
  type WebhookTried,
  type WebhookView,
} from '../../electron/contract/webhook.ts';
import { renderTimeOfDay } from '../figures/figures.ts';
import { useTellFailure } from '../parts/useAct.tsx';
import { usePanel } from '../state/panel.ts';
import { useLanguage, useTexts } from '../texts/useTexts.ts';

/** Whom the host tells that jobs end: kept at once when it is saved, and tried by a message of its own. */
export function Webhook() {
  const { call } = usePanel();
  const tell = useTellFailure();
  const t = useTexts();
  const [view, setView] = useState<WebhookView | null>(null);
  useEffect(() => void call('webhook.get', {}).then(setView).catch(tell), [call, tell]);
  if (!view) return <Skeleton height={120} aria-label={t.common.loading} />;
  return <WebhookForm view={view} onChange={setView} />;
}

interface WebhookFormProps {
  readonly view: WebhookView;
  onChange(view: WebhookView): void;
}

function WebhookForm({ view, onChange }: WebhookFormProps) {
  const t = useTexts();
  const { call } = usePanel();
  const tell = useTellFailure();
  const [url, setUrl] = useState(view.url ?? '');
  const [secret, setSecret] = useState('');
  const [own, setOwn] = useState<Pick<WebhookDraft, 'events' | 'hasText' | 'allowsPrivate'>>(view);
  const { events, hasText, allowsPrivate } = own;
  const draft = { events, hasText, allowsPrivate, url: url.trim() || null, ...(secret && { secret }) };
  const isUrlGood = webhookDraft.shape.url.safeParse(draft.url).success;
  const isSecretGood = secret === '' || secret.length >= 8;
  const save = () => {
    setSecret('');
    return call('webhook.set', draft).then(onChange).catch(tell);
  };
  return (
    <>
      <TextInput
        label={t.webhook.url}
        description={t.webhook.urlHint}
        placeholder="https://"
        value={url}
        error={isUrlGood ? null : t.webhook.urlWrong}
        onChange={(event) => setUrl(event.currentTarget.value)}
      />
      {webhookEvent.options.map((name) => (
        <Checkbox
          key={name}
          size="xs"
          label={t.webhook.events[name]}
          checked={events.includes(name)}
          onChange={() =>
            setOwn({
              ...own,
              events: events.includes(name) ? events.filter((one) => one !== name) : [...events, name],
            })
          }
        />
      ))}
      {(['hasText', 'allowsPrivate'] as const).map((name) => (
        <Checkbox
          key={name}
          size="xs"
          label={t.webhook[name]}
          description={t.webhook[`${name}Hint`]}
          checked={own[name]}
          onChange={(event) => setOwn({ ...own, [name]: event.currentTarget.checked })}
        />
      ))}
      <PasswordInput
        label={t.webhook.secret}
        description={t.webhook.secretHint}
        placeholder={view.hasSecret ? t.webhook.secretKept : ''}
        autoComplete="new-password"
        value={secret}
        error={isSecretGood ? null : t.webhook.secretShort}
        onChange={(event) => setSecret(event.currentTarget.value)}
      />
      <WebhookActs view={view} isGood={isUrlGood && isSecretGood} onSave={save} />
    </>
  );
}

interface WebhookActsProps {
  readonly view: WebhookView;
  readonly isGood: boolean;
  onSave(): Promise<void>;
}

/** A test goes to what is saved, so it saves first. */
function WebhookActs({ view, isGood, onSave }: WebhookActsProps) {
  const t = useTexts();
  const { call } = usePanel();
  const tell = useTellFailure();
  const [tried, setTried] = useState<WebhookTried | 'trying' | null>(null);
  const test = () => {
    setTried('trying');
    void onSave()
      .then(() => call('webhook.test', {}))
      .then(setTried)
      .catch((thrown: unknown) => {
        setTried(null);
        tell(thrown);
      });
  };
  return (
    <>
      <div className="row">
        <Button size="xs" disabled={!isGood} onClick={() => void onSave()}>
          {t.webhook.save}
        </Button>
        <Button size="xs" variant="default" disabled={!isGood || tried === 'trying'} onClick={test}>
          {t.webhook.test}
        </Button>
        <span role="status" className="small">
          {tried === 'trying' ? t.webhook.testing : tried && <Tried tried={tried} />}
        </span>
      </div>
      <p className="dim small">
        <Last view={view} /> {t.webhook.memory}
      </p>
    </>
  );
}

function Tried({ tried: { isDelivered, status, error, ms } }: { readonly tried: WebhookTried }) {
  const { webhook: t } = useTexts();
  if (status === null) return t.unreached({ error: error ?? '' });
  return isDelivered ? t.delivered({ status, ms }) : t.refused({ status });
}

function Last({ view: { last, waiting } }: { readonly view: WebhookView }) {
  const { webhook: t } = useTexts();
  const language = useLanguage();
  const told = last && `${t.last({ time: renderTimeOfDay(last.at, language) })} (${t.states[last.state]})`;
  return [told, waiting > 0 && t.waiting({ count: waiting })].filter(Boolean).join(' · ');
}
