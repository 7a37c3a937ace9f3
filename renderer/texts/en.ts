import { failureTextsEn } from '../../electron/contract/failureTextsEn.ts';
import { phaseTexts } from '../../electron/contract/phaseTexts.ts';
import { access } from './en/access.ts';
import { media } from './en/media.ts';
import { doors } from './en/doors.ts';
import { editing } from './en/editing.ts';
import { engines } from './en/engines.ts';
import { exports } from './en/exports.ts';
import { fetches } from './en/fetches.ts';
import { causes, chart, columns, fleet, instance, loadStages } from './en/fleet.ts';
import { firstSteps, mirrors } from './en/firstSteps.ts';
import { form } from './en/form.ts';
import { common, drop, frame, link, rooms, shortcuts, uploads } from './en/frame.ts';
import { admissions, gpus, launch, marks } from './en/gpus.ts';
import { jobStates, jobs, live, notes, stages, waitings } from './en/jobs.ts';
import { palette } from './en/palette.ts';
import { requests } from './en/requests.ts';
import { names } from './en/names.ts';
import { watches } from './en/watches.ts';
import { webhook } from './en/webhook.ts';
import { history } from './en/history.ts';
import {
  checks,
  diagnostics,
  log,
  models,
  player,
  settings,
  spec,
  transcripts,
  tuning,
} from './en/places.ts';

/** Everything the panel says, by key. The other languages must have the same keys and placeholders: see Texts. */
export const en = {
  common,
  rooms,
  frame,
  link,
  shortcuts,
  drop,
  uploads,
  phases: phaseTexts.en,
  loadStages,
  causes,
  fleet,
  columns,
  chart,
  gpus,
  marks,
  admissions,
  launch,
  instance,
  form,
  jobStates,
  stages,
  waitings,
  jobs,
  live,
  notes,
  transcripts,
  editing,
  exports,
  names,
  history,
  watches,
  player,
  log,
  spec,
  tuning,
  checks,
  diagnostics,
  settings,
  models,
  fetches,
  engines,
  firstSteps,
  palette,
  mirrors,
  doors,
  requests,
  webhook,
  access,
  media,
  failures: failureTextsEn,
};

/** The shape of a dictionary: a missing or extra key, or another placeholder, does not compile. */
export type Texts = typeof en;
