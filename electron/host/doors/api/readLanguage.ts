/** In which language a door answers: `?language=` where a browser lets no header be set, else Accept-Language. */
import { parseApiLanguage } from '../../../core/doors/apiLanguage.ts';
import type { Language } from '../../../contract/language.ts';
import type { ApiContext } from './apiDoorPorts.ts';

export function readLanguage(c: ApiContext): Language {
  return parseApiLanguage(c.req.query('language') ?? c.req.header('accept-language'));
}
