/** Sound from the microphone, as a file. */

export interface Recorder {
  /** ms, as performance.now() counts. */
  readonly startedAt: number;
  /** Ends it; the file comes to `onFile`. */
  stop(): void;
}

/** Throws what the browser says where there is no microphone or it may not be used. */
export async function startRecorder(name: string, onFile: (file: File) => void): Promise<Recorder> {
  const stream = await navigator.mediaDevices.getUserMedia({ audio: true });
  const recorder = new MediaRecorder(stream);
  const chunks: Blob[] = [];
  recorder.ondataavailable = ({ data }) => chunks.push(data);
  recorder.onstop = () => {
    for (const track of stream.getTracks()) track.stop();
    const extension = /mp4/.test(recorder.mimeType) ? 'm4a' : 'webm';
    onFile(
      new File(chunks, `${name} ${new Date().toLocaleString()}.${extension}`, { type: recorder.mimeType }),
    );
  };
  recorder.start();
  return { startedAt: performance.now(), stop: () => recorder.stop() };
}
