import type { DrawnMap, DrawnNode } from '@openguard/analytics';
import { markup, Markup } from '../html/markup.js';
import { severityBadge } from '../html/words.js';
import { gradeWords } from './map-dot.js';
import { isGraded, mapLegend } from './map-legend.js';
import { describeMap, drawMap, type MapPlace } from './map-svg.js';

const ROWS = 300;

const routersOf = ({ nodes, links }: DrawnMap): ReadonlyMap<number, string> => {
  const routers = Map.groupBy(links, ({ to }) => to);
  return new Map(
    [...routers].map(([to, all]) => [
      to,
      all
        .map(({ from, evidence }) => {
          const name = nodes[from]?.ip ?? 'a router that is not shown';
          return evidence === 'inferred' ? `${name} (inferred)` : name;
        })
        .join(', '),
    ]),
  );
};

/** A badge for what was found, and words for everything else. */
const gradeCell = (node: DrawnNode): Markup => {
  const { worst = 0, ...rest } = node;
  return worst === 0
    ? markup`${gradeWords(node).join(', ')}`
    : markup`${severityBadge(worst)} ${gradeWords(rest).join(', ')}`;
};

const hostsTable = (map: DrawnMap): Markup => {
  const routers = routersOf(map);
  const graded = isGraded(map.nodes);
  const rows = map.nodes.flatMap((node, place) => {
    const { kind, ip, network, name, os, ports, count } = node;
    return kind === 'shielded'
      ? []
      : [
          markup`<tr><th scope="row">${ip ?? `${network ?? ''}, ${count} hosts`}</th><td>${kind}</td>${
            graded ? markup`<td>${gradeCell(node)}</td>` : undefined
          }<td>${name}</td><td>${routers.get(place)}</td><td>${ports.join(' ')}</td><td>${os}</td></tr>
`,
        ];
  });
  const shown = rows.slice(0, ROWS);
  const rest =
    rows.length > shown.length
      ? markup`<p class="facts">${rows.length - shown.length} more are in the picture alone.</p>`
      : undefined;
  return markup`<table class="stack"><caption>What is on the map</caption><thead><tr><th scope="col">Address</th><th scope="col">Kind</th>${
    graded ? markup`<th scope="col">Worst</th>` : undefined
  }<th scope="col">Name</th><th scope="col">Behind</th><th scope="col">Open ports</th><th scope="col">System</th></tr></thead><tbody>
${shown}</tbody></table>${rest}`;
};

/** A map in a page: the picture, its legend as text, and the same as a table. */
export const mapMarkup = async (map: DrawnMap, { id, title }: MapPlace): Promise<Markup> => {
  const { inner, width, height } = await drawMap(map, title);
  const picture = new Markup(inner.replace(/ id="(?!a_)([^"]*)"/g, ` id="${id}-$1"`));
  return markup`<figure class="map"><div class="scroll" tabindex="0" role="region" aria-label="${title}"><svg role="img" aria-labelledby="${id}-title ${id}-desc" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" xmlns="http://www.w3.org/2000/svg"><title id="${id}-title">${title}</title><desc id="${id}-desc">${describeMap(map)} The table below tells the same.</desc>${picture}</svg></div>
<ul class="legend">${mapLegend(map).map((text) => markup`<li>${text}</li>`)}</ul></figure>
${hostsTable(map)}`;
};
