/** What programs asked a made-up host. */
import type { RequestView } from '../../electron/contract/request.ts';

const routes = ['/v1/audio/transcriptions', '/v1/jobs', '/v1/jobs/:id', 'funasr', '/v1/models'];

export function makeRequests(now: number): RequestView[] {
  return Array.from({ length: 40 }, (_, at) => {
    const route = routes[at % routes.length] ?? '';
    const hasFile = at % routes.length < 2 || route === 'funasr';
    const isRefused = at % 11 === 4;
    const phases = { uploadMs: 40 + at, queueMs: 30 * at, recogniseMs: 900 + 20 * at, answerMs: 4 };
    const none = { uploadMs: null, queueMs: null, recogniseMs: null, answerMs: null };
    const isTimed = hasFile && !isRefused;
    return {
      ...{ id: 40 - at, at: now - at * 3_100, instanceId: at % 7 === 3 ? 'i-1' : null },
      ...{ method: route === 'funasr' ? 'WS' : hasFile ? 'POST' : 'GET', route },
      ...{ status: isRefused ? 429 : 200, code: isRefused ? 'busy' : null },
      ...{ keyName: at % 3 === 0 ? 'n8n' : null, jobId: isTimed ? `j-${400 - at}` : null },
      ...(isTimed ? phases : none),
      totalMs: isTimed ? 944 + 51 * at : 2,
    };
  });
}
