import { useTexts } from '../texts/useTexts.ts';
import { CopyButton } from './CopyButton.tsx';

export interface CommandLineProps {
  readonly command: string;
  /** What the button says it copies; left out: the command. */
  readonly label?: string;
  readonly className?: string;
}

/** A line to be used as it stands, with a button that copies it. */
export function CommandLine({ command, label, className = '' }: CommandLineProps) {
  const t = useTexts();
  return (
    <div className="finding-command">
      <code className={`mono spread ${className}`.trimEnd()}>{command}</code>
      <CopyButton text={command} label={label ?? t.checks.copyCommand} />
    </div>
  );
}
