/** Programs the tests use but the product doesn't need: a browser, Chinese fonts, ffmpeg. Installed where we may, else said. */
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { promisify } from 'node:util';

const run = promisify(execFile);

interface Tool {
  readonly debianPackage: string;
  /** Files that prove it is there. */
  readonly files: readonly string[];
}

const tools: readonly Tool[] = [
  {
    debianPackage: 'chromium',
    files: ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'],
  },
  { debianPackage: 'fonts-noto-cjk', files: ['/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc'] },
  { debianPackage: 'ffmpeg', files: ['/usr/bin/ffmpeg', '/usr/local/bin/ffmpeg'] },
];

/** Root on a Debian system gets them by apt-get; anyone else is told, and the tests that need them skip with that reason. */
export async function ensureTestTools(say: (line: string) => void): Promise<void> {
  if (process.platform !== 'linux') return;
  const missing = tools
    .filter((tool) => !tool.files.some((file) => existsSync(file)))
    .map((tool) => tool.debianPackage);
  if (missing.length === 0) return;
  const isRoot = process.getuid?.() === 0;
  if (!isRoot || !existsSync('/usr/bin/apt-get')) {
    say(`not here, so some tests will be skipped: ${missing.join(', ')} (apt install ${missing.join(' ')})`);
    return;
  }
  say(`installing for the tests: ${missing.join(', ')}`);
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  await run('apt-get', ['update', '-qq'], { env, maxBuffer: 64 << 20 });
  await run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...missing], {
    env,
    maxBuffer: 64 << 20,
  });
}
