import type { InstallFigures } from '../../electron/contract/engine.ts';
import { renderBytes } from '../figures/figures.ts';
import { useTexts } from '../texts/useTexts.ts';

/** What would come, as the index told: counts and sizes, unknown ones as a dash. */
export function EngineFigures({ figures }: { readonly figures: InstallFigures | null }) {
  const t = useTexts();
  if (figures === null) return <p className="small dim">{t.engines.sizesUnknown}</p>;
  const size = (bytes: number | null) => (bytes === null ? t.common.unknown : renderBytes(bytes));
  const { packages, downloadBytes, installedBytes, neededBytes, freeBytes } = figures;
  const rows = {
    packages: String(packages),
    download: size(downloadBytes),
    installed: size(installedBytes),
    needed: size(neededBytes),
    free: size(freeBytes),
  };
  return (
    <dl className="engine-figures">
      {(['packages', 'download', 'installed', 'needed', 'free'] as const).map((row) => (
        <div key={row}>
          <dt>{t.engines.figures[row]}</dt>
          <dd>{rows[row]}</dd>
        </div>
      ))}
    </dl>
  );
}
