/** Prechecks of Docker and Podman: can they give the cards to containers. */
import { makeFinding } from './finding.ts';
import type { FindingPlan } from './finding.ts';
import { asRoot, configureToolkit, installToolkit } from './fixCommands.ts';
import type { BoxFacts, CodedFinding, ContainerFacts } from './prechecksFacts.ts';

export function judgeContainers(facts: BoxFacts): CodedFinding[] {
  const { containers } = facts;
  const plans: FindingPlan[] =
    containers.length === 0
      ? [{ code: 'container-none', verdict: 'good' }]
      : containers.map((container) => planContainer(facts, container));
  return plans.map((plan) => makeFinding('containers', plan));
}

function planContainer(facts: BoxFacts, { name, version, givesCards, words }: ContainerFacts): FindingPlan {
  const detail = { name, version };
  if (facts.gpus.cards.length === 0 || facts.gpus.isSimulated)
    return { code: 'container-plain', verdict: 'good', detail };
  if (givesCards === null) {
    const isLocal = facts.platform.platform === 'linux' && name === 'Docker';
    const command = isLocal ? asRoot('systemctl start docker', facts.platform) : null;
    return { code: 'container-silent', verdict: 'unknown', detail: { ...detail, words }, command };
  }
  if (givesCards) return { code: 'container-good', verdict: 'good', detail };
  return facts.hasToolkit
    ? {
        code: 'container-not-configured',
        verdict: 'warning',
        detail,
        command: configureToolkit(name, facts.platform),
      }
    : {
        code: 'container-no-toolkit',
        verdict: 'warning',
        detail,
        command: installToolkit(name, facts.platform),
      };
}
