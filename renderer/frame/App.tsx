import { MantineProvider, useMantineColorScheme } from '@mantine/core';
import { Notifications } from '@mantine/notifications';
import { useEffect } from 'react';
import { FirstStepsProvider } from '../firstSteps/FirstStepsProvider.tsx';
import { SignIn } from '../access/SignIn.tsx';
import { resolveVariables, theme } from '../look/theme.ts';
import { FilesProvider } from '../parts/FilesProvider.tsx';
import { StartProvider } from '../start/StartProvider.tsx';
import { PanelContext, useHost, useLink, type Panel } from '../state/panel.ts';
import { findTexts, planLanguage, TextsContext } from '../texts/useTexts.ts';
import { Frame } from './Frame.tsx';

/** The whole panel over a wire that is already open. */
export function App({ panel }: { readonly panel: Panel }) {
  return (
    <PanelContext value={panel}>
      <MantineProvider theme={theme} cssVariablesResolver={resolveVariables} defaultColorScheme="auto">
        <Speaking />
      </MantineProvider>
    </PanelContext>
  );
}

/** The panel in the language and theme of the settings; before they are known, in those of the system. */
function Speaking() {
  const { setColorScheme } = useMantineColorScheme();
  const setLanguage = useHost((state) => state.settings.language);
  const setTheme = useHost((state) => state.settings.theme);
  const link = useLink();
  const language = planLanguage(setLanguage ?? 'system', navigator.languages);
  useEffect(() => {
    document.documentElement.lang = language;
  }, [language]);
  useEffect(() => {
    if (setTheme) setColorScheme(setTheme === 'system' ? 'auto' : setTheme);
  }, [setTheme, setColorScheme]);
  return (
    <TextsContext value={findTexts(language)}>
      <Notifications position="bottom-right" limit={5} transitionDuration={120} />
      <FilesProvider>
        <StartProvider>
          <FirstStepsProvider>{link === 'refused' ? <SignIn /> : <Frame />}</FirstStepsProvider>
        </StartProvider>
      </FilesProvider>
    </TextsContext>
  );
}
