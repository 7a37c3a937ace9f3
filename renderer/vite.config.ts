import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { mockDoor } from './dev/mockDoor.ts';
import { sceneNames } from './dev/mockScenes.ts';

// `vite` and `vite preview` answer the panel's calls with made-up data; the built panel holds none of it.
export default defineConfig(({ command }) => ({
  root: import.meta.dirname,
  base: './',
  plugins: [
    react(),
    ...(command === 'serve'
      ? [mockDoor(sceneNames.find((name) => name === process.env['PARADECK_MOCK']) ?? 'busy')]
      : []),
  ],
  build: {
    outDir: '../dist/panel',
    emptyOutDir: true,
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 1200,
    rolldownOptions: {
      input: ['index.html', 'instancePage.html'].map((name) => `${import.meta.dirname}/${name}`),
    },
  },
  server: { host: '127.0.0.1' },
  preview: { host: '127.0.0.1', allowedHosts: ['.localhost'] },
}));
