import type { GpuReading } from '../../electron/contract/gpu.ts';
import { useTexts } from '../texts/useTexts.ts';
import { KnownFigure } from './KnownFigure.tsx';

const percent = (value: number) => `${Math.round(value)} %`;
const watt = (value: number) => String(Math.round(value));

/** How a card does: load, heat, power and fan. */
export function CardFigures({ reading }: { readonly reading: GpuReading }) {
  const t = useTexts();
  return (
    <dl className="gpu-figures">
      <div>
        <dt>{t.gpus.utilisation}</dt>
        <dd>
          <KnownFigure figure={reading.utilisationPercent} render={percent} />
        </dd>
      </div>
      <div>
        <dt>{t.gpus.temperature}</dt>
        <dd>
          <KnownFigure figure={reading.temperatureC} render={(value) => `${Math.round(value)} °C`} />
        </dd>
      </div>
      <div>
        <dt>{t.gpus.power}</dt>
        <dd>
          <KnownFigure figure={reading.powerW} render={watt} />
          {typeof reading.powerLimitW === 'number' && (
            <span className="dim"> / {watt(reading.powerLimitW)}</span>
          )}
          {typeof reading.powerW === 'number' && ' W'}
        </dd>
      </div>
      <div>
        <dt>{t.gpus.fan}</dt>
        <dd>
          <KnownFigure figure={reading.fanPercent} render={percent} />
        </dd>
      </div>
    </dl>
  );
}
