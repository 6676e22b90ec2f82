import type { DrawnMap } from '@openguard/analytics';
import { markup } from '../html/markup.js';
import { page } from '../html/page.js';
import { mapMarkup } from './map-markup.js';

/** Maps as a page of its own: pictures, legends and tables, without script. */
export const mapPage = async (
  maps: readonly { readonly title: string; readonly map: DrawnMap }[],
): Promise<Iterable<string>> => {
  const sections = [];
  for (const [index, { title, map }] of maps.entries())
    sections.push(markup`<h2>${title}</h2>
${await mapMarkup(map, { id: `map${index}`, title })}`);
  const title = maps.length === 1 ? (maps[0]?.title ?? 'Map') : 'Maps';
  return page(title, [
    markup`<main><h1>${title}</h1>
${sections.length === 0 ? markup`<p>No hosts.</p>` : sections}
</main>`,
  ]);
};
