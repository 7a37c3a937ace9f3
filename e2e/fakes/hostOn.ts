/**
 * For tests: a headless host on the root named and the home of PARADECK_HOME, with a door for programs; prints its link,
 * ends on SIGTERM.
 */
import './answerMeasures.ts';
import { openHost } from '../../electron/host/host.ts';

const home = process.env['PARADECK_HOME'] ?? '';
const [root = ''] = process.argv.slice(2);
const host = await openHost({ root, home, shell: 'headless' });
process.once('SIGTERM', () => void host.close());
const door = await host.openPanel({ host: '127.0.0.1', port: 0, allowedHosts: [] });
await host.openDoors();
process.stdout.write(`${door.createLink()}\n`);
