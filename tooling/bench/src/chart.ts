import type { BenchReport, Row } from './report.js';
import type { Summary } from './statistics.js';

const WIDTH = 760;
const MARGIN = 16;
const LABEL = 190;
const VALUE = 90;
const BAR = 18;
const STEP = 26;
const TITLE = 52;
const HEADING = 34;
const FOOT = 24;
const FULL = WIDTH - 2 * MARGIN - LABEL - VALUE;

// Colours of the chart itself, so that it is legible wherever it stands.
const STYLE = `
    svg { font: 13px system-ui, -apple-system, "Segoe UI", sans-serif; }
    .ground { fill: #ffffff; } .text { fill: #1f2937; } .quiet { fill: #57606a; }
    .own { fill: #1d4ed8; } .other { fill: #9aa4b2; } .range { stroke: #1f2937; }
    .head { font-size: 16px; font-weight: 600; } .group { font-weight: 600; } .small { font-size: 12px; }
    @media (prefers-color-scheme: dark) {
      .ground { fill: #0d1117; } .text { fill: #e6edf3; } .quiet { fill: #9aa4b2; }
      .own { fill: #58a6ff; } .other { fill: #5b6675; } .range { stroke: #e6edf3; }
    }
`;

/** A bar: what it says, how fast, and whether it is this project's. */
interface Bar {
  readonly label: string;
  readonly speed: Summary;
  readonly own: boolean;
}

interface Panel {
  readonly title: string;
  readonly bars: readonly Bar[];
  /** The speed of what is no reader and bounds them all. */
  readonly limit: number | undefined;
}

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

const split = (name: string): readonly [string, string] => {
  const colon = name.indexOf(': ');
  return colon === -1 ? ['', name] : [name.slice(0, colon), name.slice(colon + 2)];
};

/** What belongs together, by what stands before the colon of its name; fastest first. */
const panelsOf = (rows: readonly Row[]): readonly Panel[] => {
  const titles = [...new Set(rows.map(({ name }) => split(name)[0]))];
  return titles.map((title) => {
    const own = rows.filter(({ name }) => split(name)[0] === title);
    const bars = own.flatMap(({ name, mark, figures }): readonly Bar[] => {
      const speed = figures['mbPerSecond'];
      if (speed === undefined || mark === 'limit' || mark === 'aside') return [];
      return [{ label: split(name)[1], speed, own: mark === 'own' }];
    });
    return {
      title,
      bars: bars.toSorted((a, b) => b.speed.median - a.speed.median),
      limit: own.find(({ mark }) => mark === 'limit')?.figures['mbPerSecond']?.median,
    };
  });
};

const text = (x: number, y: number, kind: string, words: string, end = false): string =>
  `  <text x="${x}" y="${y}" class="${kind}"${end ? ' text-anchor="end"' : ''}>${escaped(words)}</text>\n`;

const bar = ({ label, speed, own }: Bar, y: number, perMegabyte: number): string => {
  const left = MARGIN + LABEL;
  const at = (value: number): string => (left + value * perMegabyte).toFixed(1);
  const middle = y + BAR / 2;
  const width = Math.max(1, speed.median * perMegabyte).toFixed(1);
  return (
    text(left - 8, middle + 4.5, 'text', label, true) +
    `  <rect x="${left}" y="${y}" width="${width}" height="${BAR}" class="${own ? 'own' : 'other'}"/>\n` +
    `  <line x1="${at(speed.min)}" y1="${middle}" x2="${at(speed.max)}" y2="${middle}" class="range"/>\n` +
    text(left + speed.max * perMegabyte + 8, middle + 4.5, 'text', `${speed.median.toFixed(0)} MB/s`)
  );
};

const panel = ({ title, bars, limit }: Panel, top: number): string => {
  const most = Math.max(...bars.map(({ speed }) => speed.max));
  const bound = limit === undefined ? '' : `; finding every < and nothing else: ${limit.toFixed(0)} MB/s`;
  return (
    text(MARGIN, top + 20, 'text group', title) +
    text(WIDTH - MARGIN, top + 20, 'quiet small', `median and range${bound}`, true) +
    bars.map((one, index) => bar(one, top + HEADING + index * STEP, FULL / most)).join('')
  );
};

/** Draws the speeds of a report as bars, in panels, for light and dark surroundings. */
export const renderChart = ({ subject, at, machine, rounds, rows }: BenchReport): string => {
  const panels = panelsOf(rows);
  const heights = panels.map(({ bars }) => HEADING + bars.length * STEP + 8);
  const tops = heights.map((_, index) => TITLE + heights.slice(0, index).reduce((sum, one) => sum + one, 0));
  const height = TITLE + heights.reduce((sum, one) => sum + one, 0) + FOOT;
  const words = `${machine.processor}, Node ${machine.node}, ${at.slice(0, 10)}, ${rounds} rounds`;
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${height}" viewBox="0 0 ${WIDTH} ${height}" role="img">\n` +
    `  <title>${escaped(`Speed of readers: ${subject}`)}</title>\n` +
    `  <style>${STYLE}  </style>\n` +
    `  <rect width="${WIDTH}" height="${height}" class="ground"/>\n` +
    text(MARGIN, 26, 'text head', 'Megabytes a second, whole processes') +
    text(MARGIN, 44, 'quiet small', subject) +
    panels.map((one, index) => panel(one, tops[index] ?? 0)).join('') +
    text(MARGIN, height - 10, 'quiet small', words) +
    '</svg>\n'
  );
};
