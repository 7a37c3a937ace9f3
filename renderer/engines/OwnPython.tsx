import { TextInput } from '@mantine/core';
import { IconCheck, IconX } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { interpreterCheckCode, type InterpreterView } from '../../electron/contract/engine.ts';
import type { InstanceSpec } from '../../electron/contract/instance.ts';
import { interpreterTextsEn, interpreterTextsZhCN } from '../../electron/contract/interpreterTexts.ts';
import { CommandLine } from '../parts/CommandLine.tsx';
import { usePanel } from '../state/panel.ts';
import type { Language } from '../../electron/contract/language.ts';
import { useLanguage, useTexts } from '../texts/useTexts.ts';

const texts = { en: interpreterTextsEn, 'zh-CN': interpreterTextsZhCN } as const;

export interface OwnPythonProps {
  readonly engine: InstanceSpec['engine'];
  /** '': the app's own environment. */
  readonly value: string;
  onChange(value: string): void;
}

/** The Python of another environment, and what it lacks for the engine. */
export function OwnPython({ engine, value, onChange }: OwnPythonProps) {
  const t = useTexts();
  const found = useInspection(engine, value.trim());
  return (
    <div>
      <TextInput
        label={t.form.python}
        description={t.form.pythonHint}
        placeholder="/opt/conda/envs/asr/bin/python"
        classNames={{ input: 'mono' }}
        value={value}
        onChange={(event) => onChange(event.currentTarget.value)}
      />
      {found && <Inspection found={found} />}
    </div>
  );
}

function Inspection({ found: { checks, command } }: { readonly found: InterpreterView }) {
  const language = useLanguage();
  return (
    <div role="status">
      <ul className="check-lines small">
        {checks.map((check) => (
          <li key={`${check.code} ${check.detail['name'] ?? ''}`} className={check.isGood ? '' : 'tone-bad'}>
            {check.isGood ? (
              <IconCheck size={14} aria-hidden="true" />
            ) : (
              <IconX size={14} aria-hidden="true" />
            )}
            <span>{renderCheck(check, language)}</span>
          </li>
        ))}
      </ul>
      {command !== null && <CommandLine command={command} />}
    </div>
  );
}

/** In the panel's language; a newer host's check by its code. */
function renderCheck({ code, detail }: InterpreterView['checks'][number], language: Language): string {
  const known = interpreterCheckCode.safeParse(code);
  return known.success ? texts[language][known.data](detail) : code;
}

const typingMs = 600;

/** What the host finds at that path, once the typing has paused; null while there is nothing to look at. */
function useInspection(engine: InstanceSpec['engine'], pythonPath: string): InterpreterView | null {
  const { call } = usePanel();
  const [known, setKnown] = useState<{ key: string; found: InterpreterView } | null>(null);
  const key = `${engine} ${pythonPath}`;
  useEffect(() => {
    if (pythonPath === '') return;
    let isOver = false;
    const timer = setTimeout(async () => {
      const found = await call('engines.inspect', { engine, pythonPath }).catch(() => null);
      if (found && !isOver) setKnown({ key, found });
    }, typingMs);
    return () => {
      isOver = true;
      clearTimeout(timer);
    };
  }, [call, engine, pythonPath, key]);
  return known?.key === key && pythonPath !== '' ? known.found : null;
}
