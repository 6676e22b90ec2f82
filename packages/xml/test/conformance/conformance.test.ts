import { describe, expect, it } from 'vitest';
import type { XmlFault } from '../../src/index.js';
import { libxml2, type Libxml2Fault } from '../libxml2.js';
import { faultOf, readingTold, tellAll } from '../reading.js';
import { readCases } from './catalogue.js';
import { NOT_SEEN, WRONGLY_REFUSED } from './left-out.js';
import { endCases, tallyOf } from './tally.js';
import { withoutSubset } from './without-subset.js';

const ended = endCases(readCases());
const current = ended.filter(({ standard }) => standard === 'XML 1.0');
const notWellFormed = current.filter(({ type }) => type === 'not-wf');
const wellFormed = current.filter(({ type }) => type === 'valid' || type === 'invalid');
const names = (cases: readonly { readonly name: string }[]): readonly string[] =>
  cases.map(({ name }) => name).sort();
const listed = (list: Readonly<Record<string, readonly string[]>>): readonly string[] =>
  Object.values(list).flat().sort();

/** What libxml2 says about an entity that refers to itself stands in its text, not in the document. */
const IN_ENTITY = /entity reference loop/;

const offsetOf = (document: Uint8Array, { line, column }: Libxml2Fault): number => {
  // Characters of two bytes each, behind their mark.
  if (document[0] === 0xff || document[0] === 0xfe) return 2 * column;
  let start = 0;
  for (let i = 1; i < line; i += 1) start = document.indexOf(0x0a, start) + 1;
  return start + column;
};

const usesEntity = (fault: XmlFault | undefined): boolean =>
  fault?.tag === 'NotWellFormed' && fault.rule === 'entity-undeclared';

describe('the W3C XML conformance suite', () => {
  it('is all there', () => {
    expect(ended).toHaveLength(2585);
  });

  it('has these counts', async () => {
    const others = ended.filter(({ standard }) => standard !== 'XML 1.0');
    const leftOut = Object.fromEntries(
      [...Map.groupBy(others, ({ standard }) => standard)].map(([standard, cases]) => [
        standard,
        names(cases),
      ]),
    );
    const clark = ended.filter(({ name, isAlone }) => isAlone && name.startsWith('xmltest/not-wf/sa/'));
    const counts = {
      tally: tallyOf(ended),
      clark: { documents: clark.length, refused: clark.filter(({ outcome }) => outcome === 'fault').length },
      notSeen: NOT_SEEN,
      wronglyRefused: WRONGLY_REFUSED,
      leftOut,
    };
    await expect(`${JSON.stringify(counts, undefined, 2)}\n`).toMatchFileSnapshot('./counts.json');
  });

  it('has no document of XML 1.0 that is not well-formed and not refused for that, but those listed', () => {
    expect(names(notWellFormed.filter(({ outcome }) => outcome !== 'fault'))).toEqual(listed(NOT_SEEN));
  });

  it('shows nothing in those listed without the files that they name, to libxml2 neither', () => {
    const seen = notWellFormed.filter(
      ({ name, document }) => listed(NOT_SEEN).includes(name) && libxml2(document).says !== 'well-formed',
    );
    expect(names(seen)).toEqual([]);
  });

  it('has no document that is accepted and that libxml2 refuses', () => {
    const accepted = ended.filter(({ outcome }) => outcome === 'accepted');
    expect(names(accepted.filter(({ document }) => libxml2(document).says === 'faulty'))).toEqual([]);
  });

  it('has no well-formed document that is refused as if it were not, but those listed', () => {
    expect(names(wellFormed.filter(({ outcome }) => outcome === 'fault'))).toEqual(listed(WRONGLY_REFUSED));
  });

  it('is refused at the place where libxml2 sees the fault, or before', () => {
    const late = notWellFormed.flatMap(({ name, document, outcome }) => {
      const verdict = libxml2(document);
      const fault = faultOf(tellAll(document));
      if (outcome !== 'fault' || verdict.says !== 'faulty' || IN_ENTITY.test(verdict.fault.message))
        return [];
      const offset = fault !== undefined && 'offset' in fault ? fault.offset : 0;
      return offset > offsetOf(document, verdict.fault) ? [{ name, offset, fault: verdict.fault }] : [];
    });
    expect(late).toEqual([]);
  });

  it('reads as libxml2 reads it, where the internal subset changes nothing', () => {
    let compared = 0;
    for (const { name, document } of wellFormed) {
      const whole = libxml2(document);
      const stripped = withoutSubset(document) ?? document;
      const without = libxml2(stripped);
      if (whole.says !== 'well-formed' || without.says !== 'well-formed') continue;
      if (JSON.stringify(whole.reading) !== JSON.stringify(without.reading)) continue;
      const told = tellAll(stripped);
      // libxml2 reads on where an entity is not known that an external file may declare.
      if (usesEntity(faultOf(told))) continue;
      compared += 1;
      expect(readingTold(told), name).toEqual(without.reading);
    }
    expect(compared).toBeGreaterThan(600);
  });

  it('comes out the same in pieces of one byte, faults and all', () => {
    for (const { name, document } of ended) {
      if (document.length > 20_000) continue;
      expect(tellAll(document, [1]), name).toEqual(tellAll(document));
    }
  });
});
