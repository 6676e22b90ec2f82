import { expect, it } from 'vitest';
import { inRanges, numberRanges } from './number-ranges.js';

it.each([
  ['7', [7], [6, 8, 70]],
  ['7, 9-12', [7, 9, 10, 12], [8, 13]],
  ['0-3,2-5', [0, 3, 5], [6]],
])('%s holds %j and not %j', (list, inside, outside) => {
  const ranges = numberRanges(list);
  expect(inside.map((number) => inRanges(ranges, number))).not.toContain(false);
  expect(outside.map((number) => inRanges(ranges, number))).not.toContain(true);
});
