import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { itemsOf } from '../test/read-items.js';
import { HostLedger } from './host-ledger.js';

const dotted = (number: number): string => [24, 16, 8, 0].map((shift) => (number >>> shift) & 0xff).join('.');

describe('the hosts of a document', () => {
  it('are told apart by their numbers, else by their addresses, as a set would', () => {
    const host = fc.record(
      {
        ip: fc.oneof(
          fc.constantFrom('', 'x', '0.0.0.0', '255.255.255.255', '0.0.4.0'),
          fc.integer({ min: 0, max: 4000 }).map(dotted),
        ),
        hostId: fc.oneof(fc.constantFrom(0, 1024, Number.MAX_SAFE_INTEGER - 1), fc.nat({ max: 4000 })),
      },
      { requiredKeys: ['ip'] },
    );
    fc.assert(
      fc.property(fc.array(host, { maxLength: 3000, size: 'max' }), (hosts) => {
        const ledger = new HostLedger();
        const seen = new Set<string>();
        const again: string[] = [];
        for (const one of hosts) {
          ledger.see(one);
          if (one.hostId === undefined && (one.ip === '' || one.ip === 'x')) continue;
          const key = one.hostId === undefined ? one.ip : String(one.hostId);
          if (seen.has(key)) again.push(one.ip === '' ? `host ${one.hostId}` : one.ip);
          seen.add(key);
        }
        const expected = again.length === 0 ? {} : { repeated: { hosts: again.length, first: again[0] } };
        expect(ledger.repeated()).toEqual(expected);
      }),
      { numRuns: 100 },
    );
  });

  it.each([1, 2 ** 20, 2 ** 24, 2 ** 32])('may stand %d apart', (distance) => {
    const ledger = new HostLedger();
    const count = Math.min(200_000, 2 ** 53 / distance - 1);
    for (let id = 1; id <= count; id += 1) ledger.see({ ip: '', hostId: id * distance });
    expect(ledger.repeated()).toEqual({});
  });

  it('may be very many', () => {
    const ledger = new HostLedger();
    for (let id = 0; id < 1_200_000; id += 1) ledger.see({ ip: '', hostId: id * 7 });
    expect(ledger.repeated()).toEqual({});
    ledger.see({ ip: '', hostId: 7 });
    expect(ledger.repeated()).toEqual({ repeated: { hosts: 1, first: 'host 7' } });
  });

  it.each([
    ['SCAN value="scan/1.2"', (id: number) => `<IP value="192.0.2.${id}"/>`, '192.0.2.5'],
    ['ASSET_DATA_REPORT><HOST_LIST', (id: number) => `<HOST><IP>192.0.2.${id}</IP></HOST>`, '192.0.2.5'],
    ['HOST_LIST_OUTPUT><RESPONSE><HOST_LIST', (id: number) => `<HOST><ID>${id}</ID></HOST>`, 'host 5'],
    [
      'HOST_LIST_VM_DETECTION_OUTPUT><RESPONSE><HOST_LIST',
      (id: number) => `<HOST><ID>${id}</ID><IP>192.0.2.1</IP></HOST>`,
      '192.0.2.1',
    ],
  ])('are said to stand again in <%s>', async (around, host, first) => {
    const names = around.split('><');
    const ends = names.toReversed().map((name) => `</${name.replace(/ .*/, '')}>`);
    const endOf = async (...ids: readonly number[]) =>
      (await itemsOf(`<${around}>${ids.map(host).join('')}${ends.join('')}`)).at(-1);
    expect(await endOf(4, 5, 6, 5, 5)).toMatchObject({
      kind: 'end',
      hosts: 5,
      repeated: { hosts: 2, first },
    });
    expect(await endOf(4, 5, 6)).not.toHaveProperty('repeated');
  });

  it('may have one address and several numbers', async () => {
    const host = (id: number): string => `<HOST><IP>192.0.2.1</IP><HOST_ID>${id}</HOST_ID></HOST>`;
    const items = await itemsOf(
      `<ASSET_DATA_REPORT><HOST_LIST>${host(1)}${host(2)}</HOST_LIST></ASSET_DATA_REPORT>`,
    );
    expect(items.at(-1)).not.toHaveProperty('repeated');
  });
});
