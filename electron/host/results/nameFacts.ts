/** What of a job its files may be named by. */
import type { NameFacts } from '../../core/transcript/nameTemplate.ts';
import type { Fleet } from '../ports.ts';
import type { JobRecord } from '../store/storePort.ts';
import { renderLocalTime } from './localTime.ts';

type Named = Pick<JobRecord, 'name' | 'modelName' | 'ranOn' | 'acceptedAt' | 'endedAt'>;

/** `instance`: the first that worked on it and is still there. */
export function readNameFacts(job: Named, fleet: Pick<Fleet, 'list'>): NameFacts {
  const { name, modelName: model, ranOn, acceptedAt, endedAt } = job;
  const specs = new Map(fleet.list().map(({ spec }) => [spec.id, spec.name]));
  const instance = ranOn.map((id) => specs.get(id)).find((one) => one !== undefined) ?? '';
  return { name, model, instance, ...renderLocalTime(endedAt ?? acceptedAt) };
}
