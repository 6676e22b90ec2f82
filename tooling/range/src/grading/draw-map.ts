import { join } from 'node:path';
import { startAssessor } from './assessor.js';
import { gradeMap, readMap, type MapGrade } from './grade-map.js';
import type { Order } from './order.js';

/** What `openguard map` draws of the range, and how long that takes. */
export type Drawn = MapGrade & { readonly seconds: number };

/** Maps the range and grades the map. */
export const drawMap = async ({ truth, folder }: Order): Promise<Drawn> => {
  const assessor = await startAssessor(truth, folder);
  const file = join(folder, 'map.xml');
  const seconds = await assessor.map(file);
  assessor.stop();
  return { ...gradeMap(truth, await readMap(file)), seconds };
};
