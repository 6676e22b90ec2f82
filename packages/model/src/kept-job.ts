import * as t from 'io-ts';
import type { KeptMap } from './kept-map.js';
import { MapReference } from './map-reference.js';
import type { Scan } from './scan.js';
import { ScanReference } from './scan-reference.js';

/** The key of a job: that of a scan or of a map. */
export const JobReference = t.union([ScanReference, MapReference], 'JobReference');
export type JobReference = t.TypeOf<typeof JobReference>;

/** A job as it is kept: a scan, or a map, which alone has a `mapHost`. */
export type KeptJob = Scan | KeptMap;
