import type { HistoryPoint } from '../report.js';
import { chart } from './charts/chart.js';
import { markup, type Markup } from './markup.js';
import { severityBadge, severityWords } from './words.js';

const WIDTH = 900;
const HEIGHT = 200;
const SEVERITIES = [5, 4, 3, 2, 1] as const;

const LEGEND = markup`<ul class="legend">${SEVERITIES.map(
  (severity) => markup`<li>${severityBadge(severity)} ${severityWords(severity).slice(3)}</li>`,
)}</ul>`;

/** The last day of a span. */
const day = ({ to }: HistoryPoint): string => new Date(to - 1).toISOString().slice(0, 10);

interface Series {
  readonly colour: string;
  readonly values: readonly (number | undefined)[];
}

interface Drawn {
  readonly id: string;
  readonly title: string;
  readonly description: string;
  readonly kind: 'line' | 'bar';
  readonly series: readonly Series[];
  readonly legend?: Markup;
}

const seriesOf = (kind: Drawn['kind'], { colour, values }: Series) => ({
  type: kind,
  silent: true,
  emphasis: { disabled: true },
  data: values.map((value) => value ?? '-'),
  ...(kind === 'line'
    ? { symbol: 'circle', symbolSize: 7, lineStyle: { color: `var(--${colour})`, width: 2 } }
    : { stack: 'all', barMaxWidth: 36 }),
  itemStyle: { color: `var(--${colour})` },
});

const drawing = (
  trend: readonly HistoryPoint[],
  { id, title, description, kind, series, legend }: Drawn,
): Markup => {
  const option = {
    grid: { left: 56, right: 24, top: 16, bottom: 28 },
    xAxis: {
      type: 'category',
      data: trend.map(day),
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
    series: series.map((one) => seriesOf(kind, one)),
  };
  const place = { id, title, description, width: WIDTH, height: HEIGHT };
  return markup`<figure><figcaption>${title}</figcaption><div class="scroll" tabindex="0" role="region" aria-label="${title}"><div class="wide">${chart(option, place)}</div></div>${legend}</figure>
`;
};

const drawings = (trend: readonly HistoryPoint[]): readonly Markup[] => {
  const [first, last] = [trend[0], trend.at(-1)];
  const below = 'The table below tells the numbers.';
  const fixed = trend.filter(({ daysToFix }) => daysToFix !== undefined).length;
  return [
    drawing(trend, {
      id: 'trend-score',
      title: 'Score',
      description: `From ${first?.score ?? 0} to ${last?.score ?? 0} in ${trend.length} weeks. ${below}`,
      kind: 'line',
      series: [{ colour: 's4', values: trend.map(({ score }) => score) }],
    }),
    drawing(trend, {
      id: 'trend-severities',
      title: 'Open vulnerabilities by severity, 5 at the bottom',
      legend: LEGEND,
      description: `At the end: ${SEVERITIES.map((severity) => `${last?.open[severity] ?? 0} of ${severityWords(severity)}`).join('; ')}. ${below}`,
      kind: 'bar',
      series: SEVERITIES.map((severity) => ({
        colour: `s${severity}`,
        values: trend.map(({ open }) => open[severity]),
      })),
    }),
    ...(fixed === 0
      ? []
      : [
          drawing(trend, {
            id: 'trend-fix',
            title: 'Days to fix, of what was fixed in a week',
            description: `Something was fixed in ${fixed} of ${trend.length} weeks. ${below}`,
            kind: 'bar',
            series: [{ colour: 'fixed', values: trend.map(({ daysToFix }) => daysToFix) }],
          }),
        ]),
  ];
};

const COLUMNS = ['Score', '5', '4', '3', '2', '1', 'Potential', 'New', 'Reopened', 'Fixed', 'Days to fix'];

const row = (point: HistoryPoint): Markup => {
  const { score, open, practices, opened, reopened, fixed, daysToFix } = point;
  const counts = [score, ...SEVERITIES.map((severity) => open[severity]), practices, opened, reopened, fixed];
  const cells = [...counts.map(String), daysToFix === undefined ? '–' : daysToFix.toFixed(1)];
  return markup`<tr><th scope="row" class="nowrap">${day(point)}</th>${cells.map((cell) => markup`<td class="number">${cell}</td>`)}</tr>`;
};

/** How all hosts of a history went, week by week: the score, what was open, how long it took to fix; in numbers, too. */
export const trendSection = (trend: readonly HistoryPoint[]): Markup | undefined => {
  if (trend.length === 0) return undefined;
  return markup`<section id="history"><h2>Over time</h2><p class="facts">All hosts, week by week.</p>
${trend.length > 1 ? drawings(trend) : undefined}<div class="scroll" tabindex="0" role="region" aria-label="Weeks in numbers"><table class="numbers wide"><caption>Weeks in numbers: vulnerabilities by severity that were open at the end, and what became of findings</caption><thead><tr><th scope="col">Until</th>${COLUMNS.map(
    (name) => markup`<th scope="col" class="number">${name}</th>`,
  )}</tr></thead><tbody>${trend.map(row)}</tbody></table></div></section>`;
};
