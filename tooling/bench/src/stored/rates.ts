import { BenchFailure } from '../bench-failure.js';
import type { Asking } from '../asking.js';

/** How many times something is done in a second, by so many at once. */
export const rateOf = async (
  forMs: number,
  atOnce: number,
  signal: AbortSignal,
  work: (serial: number) => Promise<unknown>,
): Promise<number> => {
  const began = performance.now();
  let done = 0;
  let next = 0;
  const some = async (): Promise<void> => {
    while (performance.now() - began < forMs) {
      signal.throwIfAborted();
      await work((next += 1));
      done += 1;
    }
  };
  await Promise.all(Array.from({ length: atOnce }, some));
  return done / ((performance.now() - began) / 1000);
};

/** Milliseconds that each of some lists by an address takes, one after the other. */
export const listTimes = async (
  { text }: Asking,
  address: string,
  times: number,
): Promise<readonly number[]> => {
  const took: number[] = [];
  for (let done = 0; done < times; done += 1) {
    const began = performance.now();
    const list = await text(`/msp/scan_report_list.php?target=${address}`);
    took.push(performance.now() - began);
    const reports = list.split('<SCAN_REPORT ').length - 1;
    if (reports !== 20) throw new BenchFailure(`${reports} reports were listed: ${list.slice(0, 300)}`);
  }
  return took;
};

/** A form of enrollment that nobody sent before. */
export const formOf = (serial: number): URLSearchParams =>
  new URLSearchParams({
    prefix: 'Mrs',
    firstname: 'Zoë',
    lastname: `Example-${serial}`,
    title: 'Head of Networks',
    phone: '+33 1 99 00 00 00',
    email: `zoe.${serial}@mail.example.org`,
    company: 'Example & Daughters',
    addr1: `${serial} rue de la Paix`,
    city: 'Paris',
    state: 'No State',
    zipcode: '75002',
    country: 'France',
    slevel: 'full',
    domain: 'example.org',
    targetip: `127.30.0.${1 + (serial % 250)}`,
    type: 'Customer',
    returnpassword: 'yes',
  });
