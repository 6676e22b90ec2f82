import fc from 'fast-check';
import { expect, it } from 'vitest';
import { createBatchForecast } from './batch-forecast.js';

const EXPECTED = { start: 4, ports: 10, services: 20, systems: 5, scripts: 15, afterwards: 3 };

const batch = (hosts = 1, strangers = false) =>
  createBatchForecast(() => EXPECTED, { hosts, strangers, began: 0 });

it('follows the stages of a run, each from the end of the one before', () => {
  const forecast = batch();
  const left = (at: number): number => forecast.left(at);
  expect(left(0)).toBe(57);
  // Rules that run before the ports are no stage.
  forecast.note('NSE', 100, 2);
  expect(left(2)).toBe(55);
  forecast.note('SYN Stealth Scan', 0, 3);
  expect(left(3)).toBe(53);
  forecast.note('SYN Stealth Scan', 50, 13);
  expect(left(13)).toBe(10 + 43);
  forecast.note('SYN Stealth Scan', 100, 23);
  expect(left(23)).toBe(43);
  forecast.note('Service scan', 100, 33);
  expect(left(33)).toBe(23);
  forecast.note('NSE', 10, 40);
  forecast.note('NSE', 100, 44);
  expect(left(44)).toBe(11 + 3);
  forecast.looked(50);
  expect(left(51)).toBe(2);
  forecast.note('NSE', 100, 51);
  forecast.end(52);
  expect(forecast.took()).toEqual({
    start: 3,
    ports: 20,
    services: 10,
    systems: 7,
    scripts: 10,
    afterwards: 2,
  });
});

it('tells of a batch of many what it would take for one, and expects the same the other way', () => {
  const forecast = batch(4);
  expect(forecast.left(0)).toBe(4 + 40 + 40 + 5 + 30 + 6);
  forecast.note('SYN Stealth Scan', 100, 4);
  forecast.note('Service scan', 100, 24);
  expect(forecast.took()).toEqual({ start: 4, ports: 0, services: 10 });
});

it('waits long for services of strangers that do not answer at once, and for known ones as long as before', () => {
  const [strange, known] = [batch(1, true), batch()];
  for (const forecast of [strange, known]) {
    forecast.note('SYN Stealth Scan', 100, 10);
    forecast.note('Service scan', 20, 16);
  }
  const rest = 5 + 15 + 3;
  expect([strange.left(22), known.left(22)]).toEqual([8 + rest, 8 + rest]);
  expect([strange.left(25), known.left(25)]).toEqual([35 + rest, 5 + rest]);
  expect([strange.left(70), known.left(70)]).toEqual([70 + rest, 15 + rest]);
  strange.note('Service scan', 100, 71);
  expect(strange.left(71)).toBe(rest);
});

it('never foretells less than nothing, whatever it is told', () => {
  const task = fc.constantFrom(
    'NSE',
    'SYN Stealth Scan',
    'Connect Scan',
    'Service scan',
    'Traceroute',
    'Unknown',
  );
  const percent = fc.oneof(fc.integer({ min: -10, max: 200 }), fc.constant(Number.NaN));
  fc.assert(
    fc.property(fc.array(fc.tuple(task, percent)), (notes) => {
      const forecast = batch(1, true);
      for (const [at, [name, told]] of notes.entries()) {
        forecast.note(name, told, at);
        expect(forecast.left(at)).toBeGreaterThanOrEqual(0);
      }
    }),
  );
});
