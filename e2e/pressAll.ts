/** Presses whatever can be pressed on a page, and whatever opens by it: who only looks may do that without harm. */
import type { Page } from 'playwright/test';

interface Pressed {
  /** By their names, in order. */
  readonly names: readonly string[];
  /** Names of the fields a text can be typed into. */
  readonly fields: readonly string[];
}

/** But for links, which lead away, and `left`, by their names. */
export async function pressAll(page: Page, left: readonly string[]): Promise<Pressed> {
  return page.evaluate(async (leftOut) => {
    const seen = new WeakSet<Element>();
    const names: string[] = [];
    const fields = new Set<string>();
    const nameOf = (element: Element): string => {
      const labels = element instanceof HTMLInputElement ? [...(element.labels ?? [])] : [];
      const words = element.getAttribute('aria-label') ?? labels[0]?.textContent ?? element.textContent;
      return words.trim();
    };
    const press = (element: Element, name: string): void => {
      if (element instanceof HTMLSelectElement) {
        element.selectedIndex = (element.selectedIndex + 1) % element.length;
        element.dispatchEvent(new Event('change', { bubbles: true }));
      } else if (element.matches('textarea, input:not([type=checkbox], [type=radio])')) fields.add(name);
      else if (element instanceof HTMLElement) element.click();
    };
    const findNext = () =>
      [...document.querySelectorAll('button:enabled, input:enabled, select:enabled, textarea:enabled')].find(
        (element) =>
          !seen.has(element) &&
          element.checkVisibility() &&
          !element.closest('[aria-hidden=true]') &&
          !leftOut.includes(nameOf(element)),
      );
    for (let element = findNext(); element && names.length < 300; element = findNext()) {
      seen.add(element);
      const name = nameOf(element);
      names.push(name);
      press(element, name);
      // What it opens is drawn, and what it calls is sent.
      await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
    }
    return { names, fields: [...fields] };
  }, left);
}
