import { useFirstSteps } from '../firstSteps/FirstStepsProvider.tsx';
import { openRoute } from '../frame/useRoute.ts';
import { useFiles } from '../parts/FilesProvider.tsx';
import { sayDone, useAct } from '../parts/useAct.tsx';
import { useSetting } from '../settings/useSetting.ts';
import { useStarter } from '../start/StartProvider.tsx';
import { usePanel } from '../state/panel.ts';
import { useTexts } from '../texts/useTexts.ts';
import type { Deed } from './planCommands.ts';

/** Does what a command says, by the ways the rooms' buttons take. */
export function useDeeds(onHelp: () => void): (deed: Deed) => void {
  const t = useTexts();
  const { host } = usePanel();
  const { act } = useAct();
  const starter = useStarter();
  const files = useFiles();
  const firstSteps = useFirstSteps();
  const set = useSetting();
  const start = (id: string) => {
    const instance = host.getState().state?.instances.find(({ spec }) => spec.id === id);
    if (instance) void starter.start(instance.spec);
  };
  return (deed) => {
    switch (deed.kind) {
      case 'go':
        return openRoute(deed.route);
      case 'start':
        return start(deed.id);
      case 'stop':
        return void act('instances.stop', { id: deed.id });
      case 'restart':
        return void act('instances.restart', { id: deed.id });
      case 'pauseAll':
        return void act('jobs.pauseAll', {}).then((done) => done && sayDone(t.palette.paused(done)));
      case 'resumeAll':
        return void act('jobs.resumeAll', {}).then((done) => done && sayDone(t.palette.resumed(done)));
      case 'startAll':
        return void act('fleet.start', {});
      case 'addFiles':
        return files.pick({ kind: 'fleet' }, 'files');
      case 'set':
        return set(deed.patch);
      case 'help':
        return onHelp();
      case 'firstSteps':
        return firstSteps.open();
    }
  };
}
