import { mkdirSync } from 'node:fs';
import { compareCost } from './compare-cost.js';
import { drawMap } from './draw-map.js';
import { findPlanted } from './find-planted.js';
import type { Measured, Measurement } from './measured.js';
import type { Order } from './order.js';
import { repeatScans } from './repeat-scans.js';
import { BARE, scanBare } from './scan-bare.js';
import { scanSilent } from './scan-silent.js';

/** Takes one measurement of the range that stands. */
export const measure = async (measurement: Measurement, order: Order): Promise<Measured> => {
  const { seed } = order.truth;
  mkdirSync(order.folder, { recursive: true });
  if (measurement === 'map') return { seed, graded: {}, map: await drawMap(order) };
  if (measurement === 'cost') return { seed, graded: {}, cost: await compareCost(order) };
  if (measurement === 'repeat') return { seed, graded: {}, repeat: await repeatScans(order) };
  if (measurement === 'silent') return { seed, graded: {}, silent: await scanSilent(order) };
  const bare = BARE[measurement];
  const graded = bare === undefined ? await findPlanted(order) : await scanBare(bare, order);
  return { seed, graded: { [measurement]: graded } };
};
