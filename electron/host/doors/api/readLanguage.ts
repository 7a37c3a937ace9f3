/** In which language a door answers: `?language=` where a browser lets no header be set, else Accept-Language. */
import { parseApiLanguage } from '../../../core/doors/apiFailureTexts.ts';
import type { ApiLanguage } from '../../../core/doors/apiFailureTexts.ts';
import type { ApiContext } from './apiDoorPorts.ts';

export function readLanguage(c: ApiContext): ApiLanguage {
  return parseApiLanguage(c.req.query('language') ?? c.req.header('accept-language'));
}
