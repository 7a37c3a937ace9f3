/** The port by which other parts of a host meet its engines. */
import type { EngineInstall, EngineView, InterpreterView } from '../../contract/engine.ts';
import type { LogLine } from '../../contract/push.ts';
import type { EngineName } from '../../contract/workerMessages.ts';
import type { Closable } from '../ports.ts';

export interface InstallAsk {
  readonly engine: EngineName;
  /** Ends once the index has told what would come. */
  readonly isDryRun: boolean;
  /** In place of the setting. */
  readonly torchIndex: string | null;
}

/** The engines' Python environments: one installation of each at a time. */
export interface Engines extends Closable {
  /** As known now; the build of torch is null until the cards have been looked at. */
  list(): readonly EngineView[];
  /** Looks at cards and driver first. */
  look(): Promise<readonly EngineView[]>;
  /** Begins, or answers the one under way. */
  install(ask: InstallAsk): EngineInstall;
  /** Resolves once its process is gone. Throws bad-request where nothing was begun. */
  cancel(engine: EngineName): Promise<EngineInstall>;
  /** The last lines of the newest installation's log. */
  log(engine: EngineName, limit: number): Promise<{ runId: string | null; lines: LogLine[] }>;
  /** What somebody's own Python lacks for an engine; never rejects. */
  inspect(engine: EngineName, pythonPath: string): Promise<InterpreterView>;
}
