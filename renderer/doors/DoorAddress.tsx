import type { DoorView } from '../../electron/contract/door.ts';
import { CommandLine } from '../parts/CommandLine.tsx';
import { FailureNote } from '../parts/FailureNote.tsx';
import { renderFailure } from '../parts/failureTexts.ts';
import { useTexts } from '../texts/useTexts.ts';

/** What programs are given, with a button that copies it; a door that is shut says why. */
export function DoorAddress({ door, path = '/v1' }: { readonly door: DoorView; readonly path?: string }) {
  const t = useTexts();
  if (door.failure) return <FailureNote failure={renderFailure(door.failure, t)} />;
  return <CommandLine command={`${door.url}${path}`} label={t.doors.copyAddress} />;
}
