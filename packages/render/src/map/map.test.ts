import { foldMap, MapGraphBuilder } from '@openguard/analytics';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { renderMaps } from '../index.js';
import { mapDot } from './map-dot.js';

const drawn = (names: readonly string[]) => {
  const builder = new MapGraphBuilder();
  builder.add({ ip: '192.0.2.254', router: true, ports: [], links: ['192.0.2.253'] });
  for (const [index, name] of names.entries())
    builder.add({
      ip: `192.0.2.${index + 1}`,
      name,
      router: false,
      ports: [22],
      links: index === 0 ? [''] : index === 1 ? ['192.0.2.254', '192.0.2.253'] : ['192.0.2.254'],
    });
  return foldMap(
    builder.graph(),
    new Map([
      ['192.0.2.1', 4],
      ['192.0.2.2', 0],
    ]),
  );
};

const NAMES = ['a.example', 'b.example', 'c.example'];

it('a map in the language of Graphviz marks what is inferred, unknown, not listed and worst', () => {
  const dot = [...mapDot(drawn(NAMES), 'Map of "x"')].join('');
  expect(dot).toContain('tooltip="Map of \\"x\\""');
  expect(dot).toMatch(/shape=hexagon .* label="192\.0\.2\.254\\nnot in the report"/);
  expect(dot).toMatch(/dashed" .* label="192\.0\.2\.253\\nnot in the report"/);
  expect(dot).toMatch(/class=s4 fillcolor="#9c2a63" .* label="192\.0\.2\.1\\na\.example\\nworst: 4"/);
  expect(dot).toContain('label="192.0.2.2\\nb.example\\nnothing found"');
  expect(dot).toContain('label="192.0.2.3\\nc.example\\nnot in the report"');
  expect(dot.match(/style=(solid|dashed|dotted) class=/g)?.sort()).toEqual([
    'style=dashed class=',
    'style=dashed class=',
    'style=dotted class=',
    'style=solid class=',
    'style=solid class=',
  ]);
});

it('whatever a host is called, its name is text of one label', async () => {
  const hostile = fc.oneof(
    fc.constantFrom(
      '"];n9[label="x',
      '\\N\\G\\l\\',
      '&#60;b&#62;&quot;',
      '<b>',
      '<<b>x</b>>',
      ']]>',
      '-->',
      '\u001b[1m',
    ),
    fc.string({ unit: 'binary', maxLength: 8 }),
  );
  await fc.assert(
    fc.asyncProperty(fc.tuple(hostile, hostile, hostile), async (names) => {
      const map = drawn(names);
      const [svg = ''] = await renderMaps('svg', [{ title: names.join(), map }]);
      expect(svg.match(/class="node /g)).toHaveLength(map.nodes.length);
      expect(svg).not.toMatch(
        /<(?!\/?(?:svg|g|title|desc|style|path|polygon|polyline|ellipse|text)\b|\?xml)/,
      );
      expect(svg).not.toMatch(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/);
    }),
    { numRuns: 40 },
  );
});

it('the same map gives the same picture, with its legend as text', async () => {
  const maps = [{ title: 'Map', map: drawn(NAMES) }];
  for (const format of ['svg', 'html', 'dot'] as const)
    expect([...(await renderMaps(format, maps))]).toEqual([...(await renderMaps(format, maps))]);
  const [svg] = await renderMaps('svg', maps);
  for (const words of [
    'hexagon: a router',
    'dashed line: inferred',
    'dotted line: what',
    'worst severity',
    'not in the report',
  ])
    expect(svg).toContain(words);
  const page = [...(await renderMaps('html', maps))].join('');
  for (const words of ['>nothing found</td>', '>not in the report</td>']) expect(page).toContain(words);
});
