/** Room around the plot, px: the marks laid over a chart have to meet its axis. */
export const plotMargin = { leftPx: 58, rightPx: 28, topPx: 16 } as const;
