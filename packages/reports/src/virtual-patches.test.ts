import { expect, it } from 'vitest';
import { virtualPatchesIn } from './virtual-patches.js';

const link = (spelling: string): string =>
  `Mend it.<P>Virtual Patches:<BR>\n<A HREF="http://www.trendmicro.com/vulnerabilitycontrols${spelling}>Trend Micro Virtual Patching</A><BR>`;

const patch = { number: '1006256', title: 'A loose plank', vendor: 'Trend Micro' };

it.each([
  ['a blank before the quote', link(' "TARGET="_blank"')],
  ['no blank', link('"TARGET="_blank"')],
  ['a title that repeats the number', link('"') + '\n', '1006256 - '],
  ['a text that is escaped once more', link('"').replaceAll('<', '&lt;').replaceAll('>', '&gt;')],
])('reads a patch with %s', (_, before, repeated = '') => {
  const text = `${before}Virtual Patch #1006256: ${repeated}A loose plank<BR>`;
  expect(virtualPatchesIn(text)).toEqual([patch]);
});

it('reads several, one per line, and names no vendor that is not named', () => {
  expect(virtualPatchesIn('x<br>Virtual Patch #1: a<br/>Virtual Patch #2: b\n c<BR />tail')).toEqual([
    { number: '1', title: 'a' },
    { number: '2', title: 'b  c' },
  ]);
});

it.each([undefined, '', 'Apply the patch.', 'Virtual Patch #: none', 'Virtual Patch #x: none'])(
  'finds none in %j',
  (text) => {
    expect(virtualPatchesIn(text)).toBeUndefined();
  },
);

it('takes no time over what is hostile', () => {
  const began = performance.now();
  virtualPatchesIn(`${'Virtual Patch #'.repeat(20_000)}${'<br '.repeat(20_000)}${'A '.repeat(50_000)}`);
  expect(performance.now() - began).toBeLessThan(2000);
});
