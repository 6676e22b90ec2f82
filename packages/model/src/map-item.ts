import type { EndItem } from './end-item.js';
import type { HeaderItem } from './header-item.js';
import type { MapHost } from './map-host.js';
import type { Noticed } from './notice.js';
import type { RefusedItem } from './outcome-item.js';

/** An IP of a map. It has a `router`, which tells it from the host of a scan report. */
export interface MapHostItem extends MapHost, Noticed {
  readonly kind: 'host';
}

/** Items of a MAP or MAP_REQUEST document, in its order. */
export type MapItem = HeaderItem | MapHostItem | RefusedItem | EndItem;
