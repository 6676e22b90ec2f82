import { BarChart, LineChart } from 'echarts/charts';
import { GridComponent } from 'echarts/components';
import { init, use, type EChartsCoreOption } from 'echarts/core';
import { SVGRenderer } from 'echarts/renderers';
import { Markup, markup } from '../markup.js';

use([BarChart, LineChart, GridComponent, SVGRenderer]);

/** Where a chart stands in the page, and what it says for those who do not see it. */
export interface ChartPlace {
  /** Unique in the page. */
  readonly id: string;
  readonly title: string;
  readonly description: string;
  readonly width: number;
  readonly height: number;
}

/** Styles in the picture would need a hole in the page's policy; its identifiers depend on what was drawn before. */
const cleaned = (svg: string, id: string): string =>
  svg
    .replace(/^<svg[^>]*>|<\/svg>\s*$/g, '')
    .replace(/<style\b[^]*?<\/style>/g, '')
    .replace(/ (?:style|class|xml:space|ecmeta_[a-z_]+)="[^"]*"/g, '')
    .replace(/\bzr\d+-/g, `${id}-`);

/** Draws a chart as SVG that stands in a page, with a title and a description for screen readers. */
export const chart = (option: EChartsCoreOption, place: ChartPlace): Markup => {
  const { id, title, description, width, height } = place;
  const drawing = init(null, null, { renderer: 'svg', ssr: true, width, height });
  try {
    drawing.setOption({ ...option, animation: false });
    const inner = new Markup(cleaned(drawing.renderToSVGString(), id));
    return markup`<svg class="chart" role="img" aria-labelledby="${id}-title ${id}-desc" viewBox="0 0 ${width} ${height}" xmlns="http://www.w3.org/2000/svg"><title id="${id}-title">${title}</title><desc id="${id}-desc">${description}</desc>${inner}</svg>`;
  } finally {
    drawing.dispose();
  }
};
