import { expect, it } from 'vitest';
import { renderChart } from './chart.js';
import type { BenchReport, Row } from './report.js';

const row = (name: string, median: number, mark?: Row['mark']): Row => ({
  name,
  ...(mark === undefined ? {} : { mark }),
  figures: { mbPerSecond: { median, min: median / 2, max: median * 2 } },
});

const report: BenchReport = {
  bench: 'decode',
  at: '2011-12-13T14:15:16.000Z',
  machine: { processor: 'P & Q', cores: 2, memoryGb: 4, system: '', node: 'v24', load: 0, libraries: {} },
  subject: 'two <documents>',
  rounds: 3,
  columns: [],
  rows: [
    row('SCAN: slow', 10),
    row('SCAN: ours', 40, 'own'),
    row('SCAN: bound', 900, 'limit'),
    row('SCAN: ours, 100 MB', 30, 'aside'),
    row('list: slow', 5),
  ],
  targets: [],
  notes: [],
};

it('has a bar for each reader, the fastest first, and tells its own from others', () => {
  const svg = renderChart(report);
  const bars = [...svg.matchAll(/<rect x="\d+" y="\d+" width="([\d.]+)" height="\d+" class="(\w+)"/g)];
  expect(bars.map(([, , kind]) => kind)).toEqual(['own', 'other', 'other']);
  const widths = bars.map(([, width]) => Number(width));
  expect(widths[0]).toBeCloseTo(4 * (widths[1] ?? 0), 0);
  expect(svg.indexOf('>ours<')).toBeLessThan(svg.indexOf('>slow<'));
  expect(svg).not.toContain('100 MB<');
});

it('says what bounds them all, in words', () => {
  expect(renderChart(report)).toContain('finding every &lt; and nothing else: 900 MB/s');
});

it('is XML, whatever the words are', () => {
  const svg = renderChart(report);
  expect(svg).toContain('two &lt;documents&gt;');
  expect(svg).toContain('P &amp; Q');
  expect(svg).not.toMatch(/&(?!amp;|lt;|gt;|quot;)/);
});
