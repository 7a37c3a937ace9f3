#!/usr/bin/env node
// setup: what runs before anything is installed: Node built-ins only, old syntax Node 20 understands.
// Brings node_modules and a new enough Node, then hands over to electron/prepare.ts.
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
const [command = 'start', ...args] = process.argv.slice(2);

/** Small young generations and one thread for V8's own work: what two threads may let lie is half of a host's memory. */
const nodeFlags = [
  '--disable-warning=ExperimentalWarning',
  ...['--max-semi-space-size=2', '--v8-pool-size=1', '--optimize-for-size'],
];

/** Where Node keeps what it compiled; known from the start, so that a host never loads the compiler (18 MB of its memory). */
const nodeEnv = { NODE_COMPILE_CACHE: join(tmpdir(), 'node-compile-cache') };

/** The first Node whose type stripping needs no flag. */
const lowestNode = [22, 18];

function say(line) {
  process.stderr.write(`paradeck: ${line}\n`);
}

function lockHash() {
  const lock = readFileSync(join(root, 'package-lock.json'));
  return createHash('sha256').update(lock).update(`${process.platform} ${process.arch}`).digest('hex');
}

/** `npm ci` unless node_modules already answers this lock file. */
function installModules() {
  const stamp = join(root, 'node_modules', '.paradeck-lock');
  const wanted = lockHash();
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return;
  say('installing packages (npm ci), about a minute the first time, longer on a slow network');
  const npm = process.env.npm_execpath;
  const env = { ...process.env, ELECTRON_SKIP_BINARY_DOWNLOAD: '1' };
  const options = { cwd: root, env, stdio: ['ignore', 2, 2] };
  const flags = ['ci', '--no-audit', '--no-fund', '--loglevel', 'error'];
  const isWindows = process.platform === 'win32';
  const done = npm
    ? spawnSync(process.execPath, [npm, ...flags], options)
    : spawnSync(isWindows ? 'npm.cmd' : 'npm', flags, { ...options, shell: isWindows });
  if (done.status !== 0) {
    say(
      'npm ci failed; its own words stand above. Where the registry is slow or out of reach, use a mirror:',
    );
    say('npm 安装依赖失败，原因见上。网络较慢或无法访问时，请改用镜像后重试，例如：');
    say('  npm config set registry https://registry.npmmirror.com');
    process.exit(1);
  }
  writeFileSync(stamp, wanted);
}

/** This Node where it is new enough, else the one the package `node` brought. */
function findNode() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major > lowestNode[0] || (major === lowestNode[0] && minor >= lowestNode[1])) return process.execPath;
  const own = join(root, 'node_modules', 'node', 'bin', process.platform === 'win32' ? 'node.exe' : 'node');
  if (existsSync(own)) return own;
  say(
    `Node ${lowestNode.join('.')} or newer is needed; this is ${process.versions.node}. Install it from your system or nodejs.org.`,
  );
  process.exit(1);
}

/** npm goes to the clone before it runs anything: the files a user names lie where npm was called. */
function findFolder() {
  const { npm_lifecycle_event: script, INIT_CWD: called } = process.env;
  return script === 'start' && command === 'start' && process.cwd() === root && called
    ? called
    : process.cwd();
}

installModules();
const child = spawn(findNode(), [...nodeFlags, join(root, 'electron', 'prepare.ts'), command, ...args], {
  cwd: findFolder(),
  stdio: 'inherit',
  env: command === 'start' ? { ...nodeEnv, ...process.env } : process.env,
});
// Ctrl-C reaches the whole group by itself; a TERM sent to us alone must be passed on.
process.on('SIGINT', () => undefined);
process.on('SIGTERM', () => child.kill('SIGTERM'));
child.once('exit', (code, signal) => {
  process.exitCode = code ?? (signal === 'SIGINT' ? 130 : 1);
});
