import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { config } from 'zod';
import { App } from './frame/App.tsx';
import './look/panel.css';
import { createPanel } from './state/panel.ts';
import { createHttpWire } from './wire/httpWire.ts';
import { createIpcWire } from './wire/ipcWire.ts';
import { openSession, watchSession } from './wire/session.ts';

// The page's policy forbids code made at run time; without this zod tries and the browser reports a violation.
config({ jitless: true });

const bridge = window.paradeck;
if (!bridge) {
  await openSession();
  watchSession();
}
const panel = createPanel(bridge ? createIpcWire(bridge) : createHttpWire());
const place = document.getElementById('panel');
if (place) {
  createRoot(place).render(
    <StrictMode>
      <App panel={panel} />
    </StrictMode>,
  );
}
