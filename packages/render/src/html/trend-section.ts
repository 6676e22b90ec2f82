import type { TrendPoint } from '../report.js';
import { chart } from './charts/chart.js';
import { markup, type Markup } from './markup.js';

const WIDTH = 900;
const HEIGHT = 220;

const day = (time: number): string => new Date(time).toISOString().slice(0, 10);

/** How the score went over time, as a line and in numbers. */
export const trendSection = (trend: readonly TrendPoint[]): Markup | undefined => {
  if (trend.length < 2) return undefined;
  const [first, last] = [trend[0], trend.at(-1)];
  const option = {
    grid: { left: 56, right: 24, top: 16, bottom: 28 },
    xAxis: {
      type: 'category',
      data: trend.map(({ time }) => day(time)),
      axisLine: { lineStyle: { color: 'var(--line)' } },
      axisTick: { show: false },
      axisLabel: { color: 'var(--ink)' },
    },
    yAxis: {
      type: 'value',
      min: 0,
      minInterval: 1,
      splitLine: { lineStyle: { color: 'var(--line)' } },
      axisLabel: { color: 'var(--ink)' },
    },
    series: [
      {
        type: 'line',
        silent: true,
        emphasis: { disabled: true },
        data: trend.map(({ score }) => score),
        symbol: 'circle',
        symbolSize: 7,
        lineStyle: { color: 'var(--s4)', width: 2 },
        itemStyle: { color: 'var(--s4)' },
      },
    ],
  };
  const place = {
    id: 'trend',
    title: 'Score over time',
    description: `From ${first?.score ?? 0} to ${last?.score ?? 0} in ${trend.length} reports. The table below tells the numbers.`,
    width: WIDTH,
    height: HEIGHT,
  };
  return markup`<section id="history"><h2>Over time</h2><figure><figcaption>Score</figcaption><div class="scroll" tabindex="0" role="region" aria-label="Score over time"><div class="wide">${chart(option, place)}</div></div></figure>
<table class="numbers"><caption>Scores in numbers</caption><thead><tr><th scope="col">Date</th><th scope="col" class="number">Score</th><th scope="col" class="number">Vulnerabilities</th></tr></thead><tbody>${trend.map(
    ({ time, score, vulnerabilities }) =>
      markup`<tr><th scope="row">${day(time)}</th><td class="number">${score}</td><td class="number">${vulnerabilities}</td></tr>`,
  )}</tbody></table></section>`;
};
