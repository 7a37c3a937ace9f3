import { failureTextsZhCN } from '../../electron/contract/failureTextsZhCN.ts';
import { phaseTexts } from '../../electron/contract/phaseTexts.ts';
import type { Texts } from './en.ts';
import { access } from './zhCN/access.ts';
import { media } from './zhCN/media.ts';
import { doors } from './zhCN/doors.ts';
import { editing } from './zhCN/editing.ts';
import { engines } from './zhCN/engines.ts';
import { exports } from './zhCN/exports.ts';
import { fetches } from './zhCN/fetches.ts';
import { causes, chart, columns, fleet, instance, loadStages } from './zhCN/fleet.ts';
import { firstSteps, mirrors } from './zhCN/firstSteps.ts';
import { form } from './zhCN/form.ts';
import { common, drop, frame, link, rooms, shortcuts, uploads } from './zhCN/frame.ts';
import { admissions, gpus, launch, marks } from './zhCN/gpus.ts';
import { jobStates, jobs, live, notes, stages, waitings } from './zhCN/jobs.ts';
import { palette } from './zhCN/palette.ts';
import { requests } from './zhCN/requests.ts';
import { names } from './zhCN/names.ts';
import { watches } from './zhCN/watches.ts';
import { webhook } from './zhCN/webhook.ts';
import { history } from './zhCN/history.ts';
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
} from './zhCN/places.ts';

/** The panel in Simplified Chinese. */
export const zhCN: Texts = {
  common,
  rooms,
  frame,
  link,
  shortcuts,
  drop,
  uploads,
  phases: phaseTexts['zh-CN'],
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
  failures: failureTextsZhCN,
};
