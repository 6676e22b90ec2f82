import * as E from 'fp-ts/lib/Either.js';
import fc from 'fast-check';
import { isDeepStrictEqual } from 'node:util';
import { readXmlTree, writeElement, type Spine, type XmlLimits } from '../../src/index.js';
import { faultOf, readingOf, readingTold, shared, tellAll, type Reading } from '../reading.js';
import { disagreement } from './disagreement.js';
import { mutated } from './mutation.js';

const SPINES: readonly Spine[] = [{}, { SCAN: { IP: { VULNS: {} } } }, { a: { b: {} } }];

const sizes = fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 5 });

const bound = fc.oneof({ weight: 12, arbitrary: fc.constant(undefined) }, fc.integer({ min: 0, max: 30 }));

/** Bounds that are reached in the middle of small documents; most of the time hardly any. */
const limits: fc.Arbitrary<Partial<XmlLimits>> = fc
  .record({
    depth: bound,
    tagBytes: bound,
    nameBytes: bound,
    names: bound,
    recordElements: bound,
    attributes: bound,
    recordBytes: bound,
    asideBytes: bound,
    doctypeBytes: bound,
  })
  .map((bounds) => Object.fromEntries(Object.entries(bounds).filter(([, value]) => value !== undefined)));

/** How documents are cut is not to be seen in what is told about them, faults and their places included. */
const cuttingLaw = (corpus: readonly Uint8Array[]) =>
  fc.property(
    mutated(corpus),
    sizes,
    limits,
    fc.boolean(),
    fc.constantFrom(...SPINES),
    (document, cut, bounds, repair, spine) => {
      const options = { limits: bounds, repair };
      const whole = tellAll(document, undefined, options, spine);
      return isDeepStrictEqual(tellAll(document, cut, options, spine), whole);
    },
  );

/** libxml2 and saxes accept, refuse and read what we do. */
const agreementLaw = (corpus: readonly Uint8Array[]) =>
  fc.property(mutated(corpus), (document) => {
    const found = disagreement(document);
    if (found !== undefined) throw new TypeError(found);
  });

/** Mending changes nothing about a document that needs none, and tells what it has mended of one that does. */
const repairLaw = (corpus: readonly Uint8Array[]) =>
  fc.property(mutated(corpus), (document) => {
    const strict = tellAll(document);
    const mended = tellAll(document, undefined, { repair: true });
    const last = mended.at(-1);
    if (last === undefined || E.isLeft(last) || last.right.kind !== 'end') return true;
    const { repairs } = last.right;
    if (repairs === undefined) return isDeepStrictEqual(mended, strict);
    return faultOf(strict) !== undefined && repairs.count >= repairs.first.length && repairs.first.length > 0;
  });

/** The tree of a document says what its stream says. */
const treeLaw = (corpus: readonly Uint8Array[]) =>
  fc.property(mutated(corpus), (document) => {
    const told = tellAll(document);
    const tree = readXmlTree(document);
    if (E.isLeft(tree)) return tree.left.tag === 'Name' || isDeepStrictEqual(tree.left, faultOf(told));
    return isDeepStrictEqual(shared(readingOf(tree.right)), readingTold(told));
  });

/** Without the blanks between elements, which a writer puts there and a reader need not keep. */
const essential = ({ name, attributes, inside }: Reading): Reading => {
  const isSpaced = inside.every((part) => typeof part !== 'string' || /^[ \n]*$/.test(part));
  const kept = isSpaced && inside.length > 1 ? inside.filter((part) => typeof part !== 'string') : inside;
  return {
    name,
    attributes,
    inside: kept.map((part) => (typeof part === 'string' ? part : essential(part))),
  };
};

/** What is read and written is read again as the same. */
const writingLaw = (corpus: readonly Uint8Array[]) =>
  fc.property(mutated(corpus), (document) => {
    const tree = readXmlTree(document);
    if (E.isLeft(tree)) return true;
    const again = readXmlTree(writeElement(tree.right));
    return (
      E.isRight(again) &&
      isDeepStrictEqual(essential(readingOf(again.right)), essential(readingOf(tree.right)))
    );
  });

/** What holds of every document, by its name. */
export const LAWS = {
  cutting: cuttingLaw,
  agreement: agreementLaw,
  repair: repairLaw,
  tree: treeLaw,
  writing: writingLaw,
} as const;

/**
 * Looks for a document that breaks a law, for so many milliseconds: how many were tried. Throws with the smallest
 * that it found.
 */
export const seek = (law: keyof typeof LAWS, corpus: readonly Uint8Array[], milliseconds: number): number => {
  const details = fc.check<unknown>(LAWS[law](corpus), {
    numRuns: Number.MAX_SAFE_INTEGER,
    interruptAfterTimeLimit: milliseconds,
    markInterruptAsFailure: false,
  });
  if (details.failed) throw new TypeError(fc.defaultReportMessage(details), { cause: details.errorInstance });
  return details.numRuns;
};
