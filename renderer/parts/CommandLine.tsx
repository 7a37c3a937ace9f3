import { useTexts } from '../texts/useTexts.ts';
import { CopyButton } from './CopyButton.tsx';

/** A command to be run as it stands, with a button that copies it. */
export function CommandLine({ command }: { readonly command: string }) {
  const t = useTexts();
  return (
    <div className="finding-command">
      <code className="mono spread">{command}</code>
      <CopyButton text={command} label={t.checks.copyCommand} />
    </div>
  );
}
