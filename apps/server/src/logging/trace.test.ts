import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { currentTrace, inTrace, traceFrom, traceHeader } from './trace.js';

const ID = '4bf92f3577b34da6a3ce929d0e0e4736';
const PARENT = '00f067aa0ba902b7';

describe('a trace', () => {
  it('continues that of the caller, with a span of its own', () => {
    const trace = traceFrom(`00-${ID}-${PARENT}-01`);
    expect(trace).toMatchObject({ id: ID, flags: '01' });
    expect(trace.span).toMatch(/^(?!00f067aa0ba902b7)[0-9a-f]{16}$/);
    expect(traceHeader(trace)).toBe(`00-${ID}-${trace.span}-01`);
    // Later versions may say more, the first may not.
    expect(traceFrom(`cc-${ID}-${PARENT}-01-more`).id).toBe(ID);
  });

  it.each([
    undefined,
    '',
    `00-${ID}-${PARENT}`,
    `00-${ID}-${PARENT}-01-more`,
    `ff-${ID}-${PARENT}-01`,
    `00-${'0'.repeat(32)}-${PARENT}-01`,
    `00-${ID}-${'0'.repeat(16)}-01`,
    `00-${ID.toUpperCase()}-${PARENT}-01`,
    `00-${ID}\r\nx: y-${PARENT}-01`,
    ['a', 'b'],
  ])('begins anew after %j', (header) => {
    expect(traceHeader(traceFrom(header))).toMatch(/^00-[0-9a-f]{32}-[0-9a-f]{16}-00$/);
    expect(traceFrom(header).id).not.toBe(traceFrom(header).id);
  });

  it('goes along with all that is begun under it', async () => {
    const seen = async (wait: number) => {
      await delay(wait);
      return currentTrace()?.id;
    };
    const [one, two] = [traceFrom(undefined), traceFrom(undefined)];
    expect(await Promise.all([inTrace(one, () => seen(5)), inTrace(two, () => seen(1)), seen(1)])).toEqual([
      one.id,
      two.id,
      undefined,
    ]);
  });
});
