import type { DrawnMap } from '@openguard/analytics';

/** Every format in which a map is drawn. */
export const MAP_FORMATS = ['svg', 'html', 'dot'] as const;

/** The name of such a format. */
export type MapFormat = (typeof MAP_FORMATS)[number];

/** A map that is small enough to be drawn (see `foldMap` of `@openguard/analytics`), and what it is called. */
export interface TitledMap {
  readonly title: string;
  readonly map: DrawnMap;
}

/**
 * Maps as pictures: `svg` and `dot` (the language of Graphviz) one after the other, `html` as one page. The same maps
 * give the same bytes. The code of a format is loaded when it is asked for.
 */
export const renderMaps = async (
  format: MapFormat,
  maps: readonly TitledMap[],
): Promise<Iterable<string>> => {
  switch (format) {
    case 'dot': {
      const { mapDot } = await import('./map-dot.js');
      return maps.flatMap(({ map, title }) => [...mapDot(map, title)]);
    }
    case 'svg': {
      const { mapSvg } = await import('./map-svg.js');
      const pictures: string[] = [];
      for (const { map, title } of maps) pictures.push(await mapSvg(map, title));
      return pictures;
    }
    case 'html':
      return (await import('./map-page.js')).mapPage(maps);
  }
};
