import type { DrawnMap } from '@openguard/analytics';
import { instance } from '@viz-js/viz';
import { escapeHtml } from '../html/markup.js';
import { mapDot } from './map-dot.js';
import { mapLegend } from './map-legend.js';

/** What a picture of a map says to those who do not see it, and how its identifiers begin. */
export interface MapPlace {
  readonly id: string;
  readonly title: string;
}

/** A drawn map: what stands inside the root of its SVG, and how large that is. */
export interface MapDrawing {
  readonly inner: string;
  readonly width: number;
  readonly height: number;
}

const BOX = /viewBox="0\.00 0\.00 (?<width>[\d.]+) (?<height>[\d.]+)"/;

/** Lays a map out with Graphviz. The same map gives the same picture. */
export const drawMap = async (map: DrawnMap, title: string): Promise<MapDrawing> => {
  const viz = await instance();
  const svg = viz.renderString([...mapDot(map, title)].join(''), { format: 'svg', engine: 'dot' });
  const { width = '0', height = '0' } = BOX.exec(svg)?.groups ?? {};
  const inner = svg
    .slice(svg.indexOf('>', svg.indexOf('<svg')) + 1, svg.lastIndexOf('</svg>'))
    .replace(/<!--[^]*?-->\n?/g, '')
    .replace(/<title>[^<]*<\/title>\n?/g, '')
    .replace(/<g id="a_[^"]*"><a [^>]*>\n?|<\/a>\n?<\/g>\n?/g, '');
  return { inner, width: Math.ceil(Number(width)), height: Math.ceil(Number(height)) };
};

/** What is on a map, in a sentence. */
export const describeMap = ({ nodes, links }: DrawnMap): string => {
  const count = (kind: DrawnMap['nodes'][number]['kind']): number =>
    nodes.filter((node) => node.kind === kind).reduce((sum, node) => sum + node.count, 0);
  const subnets = nodes.filter(({ kind }) => kind === 'subnet').length;
  const folded = subnets === 0 ? '' : ` Hosts of ${subnets} networks are folded.`;
  return `${count('host') + count('subnet')} hosts, ${count('router')} routers and ${links.length} links.${folded}`;
};

const PALETTE = `text{fill:#1a1d23}.legend{font:11px Helvetica,Arial,sans-serif}
@media (prefers-color-scheme:dark){svg{background:#14161b}text{fill:#e8eaee}.node path,.node polygon,.node ellipse,.edge path,.edge polygon{stroke:#a9b0bc}.edge polygon{fill:#a9b0bc}
.s0 path,.s0 polygon,.s0 ellipse{fill:#1e2128}.node.s0 text{fill:#e8eaee}}`;

const LEGEND_LINE = 16;
const MARGIN = 8;
const LEAST_WIDTH = 460;

/** A map as an SVG file of its own, with its legend under it. */
export const mapSvg = async (map: DrawnMap, title: string): Promise<string> => {
  const { inner, width, height } = await drawMap(map, title);
  const legend = mapLegend(map);
  const whole = {
    width: Math.max(width, LEAST_WIDTH),
    height: height + legend.length * LEGEND_LINE + 2 * MARGIN,
  };
  const lines = legend.map(
    (text, index) =>
      `<text class="legend" x="${MARGIN}" y="${height + MARGIN + (index + 1) * LEGEND_LINE - 4}">${escapeHtml(text)}</text>\n`,
  );
  return `<?xml version="1.0" encoding="UTF-8"?>
<svg xmlns="http://www.w3.org/2000/svg" role="img" aria-labelledby="map-title map-desc" width="${whole.width}" height="${whole.height}" viewBox="0 0 ${whole.width} ${whole.height}">
<title id="map-title">${escapeHtml(title)}</title>
<desc id="map-desc">${escapeHtml(describeMap(map))}</desc>
<style>${PALETTE}</style>
${inner}${lines.join('')}</svg>
`;
};
