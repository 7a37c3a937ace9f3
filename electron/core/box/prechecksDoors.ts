/** Prechecks of doors: whose are the ports, and how a browser elsewhere comes to the panel. */
import { makeFinding } from './finding.ts';
import type { FindingPlan } from './finding.ts';
import { quote } from './fixCommands.ts';
import type { BoxFacts, CodedFinding, PortFacts } from './prechecksFacts.ts';

export function judgeDoors(facts: BoxFacts): CodedFinding[] {
  const panel = facts.ports.find(({ instance }) => instance === null);
  const instances = facts.ports
    .filter(({ instance }) => instance !== null)
    .map((one): PortFacts =>
      one.port === panel?.port ? { ...one, state: 'taken', owner: 'ParaDeck' } : one,
    );
  const plans = [...(panel ? planPanel(facts, panel) : []), ...planInstances(facts, instances)];
  return plans.map((plan) => makeFinding('doors', plan));
}

function planPanel(facts: BoxFacts, { port, state, owner }: PortFacts): FindingPlan[] {
  if (state === 'taken') {
    const detail = { port, owner: owner ?? '?' };
    const command = `${facts.program} serve --port ${facts.freePort ?? 0}`;
    return [{ code: 'panel-port-taken', verdict: 'warning', detail, command }];
  }
  const { ssh } = facts;
  if (ssh === null) return [{ code: 'panel-local', verdict: 'good', detail: { port } }];
  // Whether the other machine has its mapping can't be seen from here.
  const command = `ssh -N -L ${port}:127.0.0.1:${port} -p ${ssh.port} ${ssh.user}@${ssh.address}`;
  return [{ code: 'panel-behind-ssh', verdict: 'unknown', detail: { port }, command }];
}

function planInstances({ freePort, program }: BoxFacts, ports: readonly PortFacts[]): FindingPlan[] {
  const taken = ports.filter(({ state }) => state === 'taken');
  if (ports.length > 0 && taken.length === 0)
    return [
      { code: 'ports-good', verdict: 'good', detail: { ports: ports.map(({ port }) => port).join(', ') } },
    ];
  return taken.map(({ port, owner, instance }): FindingPlan => {
    const name = instance?.name ?? '';
    const command = freePort === null ? null : `${program} instances edit ${quote(name)} --port ${freePort}`;
    return { code: 'port-taken', verdict: 'warning', detail: { name, port, owner: owner ?? '?' }, command };
  });
}
