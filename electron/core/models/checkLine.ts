/** Makes a line of a model's check: its English comes from the table of texts. */
import type { ModelCheckCode, ModelCheckLine } from '../../contract/model.ts';
import { modelCheckTextsEn } from '../../contract/modelCheckTexts.ts';

/** What was found, before it is said of which item. */
export interface CheckWords {
  readonly code: ModelCheckCode;
  readonly detail?: Readonly<Record<string, string | number>>;
}

export function makeCheckLine(
  item: string,
  isGood: boolean,
  { code, detail = {} }: CheckWords,
): ModelCheckLine {
  return { item, isGood, message: modelCheckTextsEn[code](detail), code, detail: { ...detail } };
}
