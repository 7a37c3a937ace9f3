import { useEffect, useState } from 'react';
import { useTexts } from '../texts/useTexts.ts';

/** A part of the page, by the id of its element. */
interface Section {
  readonly id: string;
  readonly title: string;
}

/** The parts of a long page beside it, where there is room: which one is in sight, and the way to each. */
export function SettingsNav({ sections }: { readonly sections: readonly Section[] }) {
  const t = useTexts();
  const current = useInSight(sections.map(({ id }) => id));
  return (
    <nav className="settings-nav" aria-label={t.settings.sections}>
      <ul>
        {sections.map(({ id, title }) => (
          <li key={id}>
            <button type="button" aria-current={id === current || undefined} onClick={() => goTo(id)}>
              {title}
            </button>
          </li>
        ))}
      </ul>
    </nav>
  );
}

function goTo(id: string): void {
  const section = document.getElementById(id);
  section?.scrollIntoView({ block: 'start' });
  section?.querySelector('h2')?.focus({ preventScroll: true });
}

/** The first of them that reaches into the upper part of the window. */
function useInSight(ids: readonly string[]): string | null {
  const [inSight, setInSight] = useState<ReadonlySet<string>>(new Set());
  const known = ids.join(' ');
  useEffect(() => {
    const observer = new IntersectionObserver(
      (entries) =>
        setInSight((before) => {
          const after = new Set(before);
          for (const { target, isIntersecting } of entries) {
            if (isIntersecting) after.add(target.id);
            else after.delete(target.id);
          }
          return after;
        }),
      { rootMargin: '-90px 0px -70% 0px' },
    );
    for (const id of known.split(' ')) {
      const section = document.getElementById(id);
      if (section) observer.observe(section);
    }
    return () => observer.disconnect();
  }, [known]);
  return ids.find((id) => inSight.has(id)) ?? null;
}
