import { reply as replySchema, type Reply } from '../../electron/contract/api.ts';
import type { JobTarget } from '../../electron/contract/job.ts';
import { Aborted, LinkLost, type Sending } from './wire.ts';

/** Streams a file to the door as one raw body. XMLHttpRequest, since fetch tells no upload progress. */
export function sendFile(file: File, target: JobTarget, onSent: (bytes: number) => void): Sending {
  const request = new XMLHttpRequest();
  const query = new URLSearchParams({ name: file.name, target: JSON.stringify(target) });
  const reply = new Promise<Reply>((resolve, reject) => {
    request.upload.onprogress = (event) => onSent(event.loaded);
    request.onload = () => {
      const parsed = parseReply(request.responseText);
      if (parsed) resolve(parsed);
      else reject(new LinkLost(`HTTP ${request.status} from upload`));
    };
    request.onerror = () => reject(new LinkLost('upload'));
    request.onabort = () => reject(new Aborted());
  });
  request.open('POST', `/api/upload?${query}`);
  request.setRequestHeader('content-type', 'application/octet-stream');
  request.send(file);
  return { reply, abort: () => request.abort() };
}

function parseReply(text: string): Reply | null {
  try {
    return replySchema.safeParse(JSON.parse(text)).data ?? null;
  } catch {
    return null;
  }
}
