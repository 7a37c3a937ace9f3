/** How programs call a door, as they stand in a file or a terminal. */

export const exampleKinds = ['curl', 'python', 'node'] as const;
export type ExampleKind = (typeof exampleKinds)[number];

/** `needsKey`: the reader's own key has to be put in. */
export function renderExample(kind: ExampleKind, url: string, needsKey: boolean): string {
  const key = needsKey ? 'pdk-…' : 'none';
  const lines: Readonly<Record<ExampleKind, readonly string[]>> = {
    curl: [
      `curl ${url}/v1/audio/transcriptions \\`,
      ...(needsKey ? [`  -H "Authorization: Bearer ${key}" \\`] : []),
      '  -F file=@meeting.mp3 -F model=whisper-1 -F response_format=srt',
    ],
    python: [
      'from openai import OpenAI',
      '',
      `client = OpenAI(base_url="${url}/v1", api_key="${key}")`,
      'with open("meeting.mp3", "rb") as file:',
      '    print(client.audio.transcriptions.create(model="whisper-1", file=file).text)',
    ],
    node: [
      "import { createReadStream } from 'node:fs';",
      "import OpenAI from 'openai';",
      '',
      `const client = new OpenAI({ baseURL: '${url}/v1', apiKey: '${key}' });`,
      "const file = createReadStream('meeting.mp3');",
      "console.log((await client.audio.transcriptions.create({ model: 'whisper-1', file })).text);",
    ],
  };
  return lines[kind].join('\n');
}
