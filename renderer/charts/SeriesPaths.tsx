import { usePlotArea } from 'recharts';
import { useMemo } from 'react';
import { useDrawn } from './drawn.ts';
import { renderPaths } from './seriesPaths.ts';

/** The series of a chart, a path each, in the place recharts leaves for them. */
export function SeriesPaths() {
  const drawn = useDrawn();
  const plot = usePlotArea();
  const paths = useMemo(() => plot && renderPaths(drawn.plan, drawn, plot), [drawn, plot]);
  return (
    <g className="chart-series">
      {drawn.plan.series.map(({ key, colour, isDashed }, index) => {
        const path = paths?.[index];
        if (!path) return null;
        return (
          <g key={key}>
            {path.fill !== null && <path d={path.fill} fill={colour} fillOpacity={0.7} />}
            <path
              d={path.edge}
              fill="none"
              stroke={colour}
              strokeWidth={path.fill === null ? 1.5 : 1}
              strokeDasharray={isDashed ? '4 3' : undefined}
            />
          </g>
        );
      })}
    </g>
  );
}
