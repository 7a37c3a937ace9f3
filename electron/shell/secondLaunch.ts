/** A second launch: its files go to the running host by the home socket, and the first launch shows its window. */
import { setTimeout as wait } from 'node:timers/promises';
import { app, dialog } from 'electron';
import { chooseTexts } from '../core/shell/chooseTexts.ts';
import { connectHome } from '../host/doors/homeSocket/homeClient.ts';
import type { HomeClient } from '../host/doors/homeSocket/homeClient.ts';
import { addFiles } from './addFiles.ts';

/** The first launch may still be opening its host. */
const openingMs = 20_000;

/** Resolves once every file is in the journal, or the user knows which is not. */
export async function handOver(home: string, files: readonly string[]): Promise<void> {
  if (files.length === 0) return;
  const client = await waitForHost(home);
  if (client === null) return dialog.showErrorBox('ParaDeck', files.join('\n'));
  const { language } = await client.call('settings.get', {});
  await addFiles(client.call, files, chooseTexts(language, app.getPreferredSystemLanguages()));
  client.close();
}

async function waitForHost(home: string): Promise<HomeClient | null> {
  const until = performance.now() + openingMs;
  for (;;) {
    const client = await connectHome(home);
    if (client !== null || performance.now() > until) return client;
    await wait(200);
  }
}
