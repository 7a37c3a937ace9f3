import { floatPlaceId } from '../look/theme.ts';

/** Tooltips and menus are drawn in here: a screen reader that goes from landmark to landmark meets them in one, not beside all of them. */
export function FloatPlace() {
  return <div id={floatPlaceId} className="float-place" />;
}
