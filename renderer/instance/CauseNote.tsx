import type { Cause } from '../../electron/contract/instance.ts';
import { FailureNote } from '../parts/FailureNote.tsx';
import { useTexts } from '../texts/useTexts.ts';

/** Why an instance is not well: cause, fix, and the last lines of its log to open and copy. */
export function CauseNote({ cause }: { readonly cause: Cause }) {
  const t = useTexts();
  const end = [
    cause.exitCode === null ? null : t.instance.exitCode({ code: cause.exitCode }),
    cause.signal === null ? null : t.instance.signal({ signal: cause.signal }),
  ];
  const details = [cause.message, ...end, ...cause.lines].filter((line) => line !== null).join('\n');
  return <FailureNote failure={{ ...t.causes[cause.class], details }} />;
}
