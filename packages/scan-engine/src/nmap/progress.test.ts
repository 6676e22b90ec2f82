import fc from 'fast-check';
import { expect, it } from 'vitest';
import { progressMeter } from './progress.js';

const TASKS = [
  'NSE',
  'ARP Ping Scan',
  'SYN Stealth Scan',
  'Connect Scan',
  'Service scan',
  'Traceroute',
  'Unknown',
];

it('follows the phases of a run', () => {
  const measure = progressMeter();
  const steps = [
    ['NSE', 100],
    ['SYN Stealth Scan', 50],
    ['SYN Stealth Scan', 100],
    ['Service scan', 100],
    ['NSE', 50],
    ['NSE', 100],
  ] as const;
  expect(steps.map(([task, percent]) => Number(measure(task, percent).toFixed(2)))).toEqual([
    0, 0.14, 0.25, 0.65, 0.85, 1,
  ]);
});

it('never falls and stays between 0 and 1, whatever it is told', () => {
  const percent = fc.oneof(fc.integer({ min: -10, max: 200 }), fc.constant(Number.NaN));
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.constantFrom(...TASKS), percent)), (steps) => {
      const measure = progressMeter();
      const told = steps.map(([task, done]) => measure(task, done));
      expect(told.every((done, index) => done >= (told[index - 1] ?? 0) && done <= 1)).toBe(true);
    }),
  );
});
