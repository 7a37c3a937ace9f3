/** What programs asked a made-up host, and whom it tells. */
import type { RequestView } from '../../electron/contract/request.ts';
import type { WebhookDraft, WebhookView } from '../../electron/contract/webhook.ts';

const noWebhook: WebhookView = {
  ...{ url: null, events: ['job.ended'], hasText: false, allowsPrivate: false, hasSecret: false },
  ...{ waiting: 0, last: null },
};

const kinds = [
  { method: 'POST', route: '/v1/audio/transcriptions', takesFile: true },
  { method: 'POST', route: '/v1/jobs', takesFile: true },
  { method: 'GET', route: '/v1/jobs/:id', takesFile: false },
  { method: 'WS', route: 'funasr', takesFile: true },
  { method: 'GET', route: '/v1/models', takesFile: false },
] as const;

const refused = { status: 429, code: 'busy', jobId: null, totalMs: 2 };
const unknown = { uploadMs: null, queueMs: null, recogniseMs: null, answerMs: null };

function makeRequests(now: number): RequestView[] {
  return Array.from({ length: 40 }, (_, at) => {
    const { takesFile, ...asked } = kinds[at % kinds.length] ?? kinds[0];
    const named = { instanceId: at % 7 === 3 ? 'i-1' : null, keyName: at % 3 === 0 ? 'n8n' : null };
    const view = { id: 40 - at, at: now - at * 3_100, times: 1, ...asked, ...named };
    if (at % 11 === 4) return { ...view, ...unknown, ...refused, times: 1 + at * 31 };
    if (!takesFile) return { ...view, ...unknown, status: 200, code: null, jobId: null, totalMs: 3 };
    const phases = { uploadMs: 40 + at, queueMs: 30 * at, recogniseMs: 900 + 20 * at, answerMs: 4 };
    return { ...view, ...phases, status: 200, code: null, jobId: `j-${400 - at}`, totalMs: 944 + 51 * at };
  });
}

/** What a browser sends is taken as it is. */
export const programHandlers = {
  'host.access': () => ({ scopes: ['read', 'operate'], keyName: null, panel: null }),
  'host.diagnostics': () => ({
    fileName: 'paradeck-diagnostics.zip',
    files: [{ name: 'checks.json', part: 'checks', bytes: 12_345 }],
    zipBase64: 'UEsFBgAAAAAAAAAAAAAAAAAAAAAAAA==',
  }),
  'host.requests': () => ({ requests: makeRequests(Date.now()) }),
  'webhook.get': () => noWebhook,
  'webhook.set': ({ secret, ...draft }: WebhookDraft) => ({ ...noWebhook, ...draft, hasSecret: !!secret }),
  'webhook.test': () => ({ isDelivered: true, status: 200, error: null, ms: 41 }),
};
