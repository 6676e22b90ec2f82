import type { DocumentItem } from '@openguard/model';
import { XmlReader } from '@openguard/xml';
import * as E from 'fp-ts/lib/Either.js';
import { readDocument, type ReadOptions } from '../read-document.js';
import { summaryOf, worseOf, type CheckSummary, type Glossary } from './glossary.js';

/** The documents whose findings are explained at their end. */
const EXPLAINED: ReadonlySet<string> = new Set(['ASSET_DATA_REPORT', 'ASSET_RANGE_INFO']);

/** Nothing of this API has so much before its root, in bytes; who looks for it holds all of that. */
const LONGEST_PROLOG = 4 * 1024 * 1024;

/** Whether the findings of documents with this root are explained at their end. */
export const hasGlossary = (root: string | undefined): boolean => root !== undefined && EXPLAINED.has(root);

/**
 * Tells, piece by piece, what the root of a document is called: undefined while that is not known, and an empty text
 * once it is clear that nothing will say so.
 */
export const rootFinder = ({ repair = false }: Pick<ReadOptions, 'repair'> = {}) => {
  const xml = new XmlReader({}, { repair });
  let root: string | undefined;
  let length = 0;
  return (chunk: Uint8Array): string | undefined => {
    if (root !== undefined) return root;
    length += chunk.length;
    for (const event of xml.push(chunk)) {
      if (E.isLeft(event)) root ??= '';
      else if (event.right.kind === 'open') root ??= event.right.element.tagName;
    }
    if (length > LONGEST_PROLOG) root ??= '';
    return root;
  };
};

/**
 * Reads the checks that stand at the end of an asset report, so that the report can be read once more with them. What
 * is kept of each is little: a report of any length takes as much memory as it has different checks. Of a document
 * that is not whole it gives what was there; reading it again tells what is wrong.
 */
export const readGlossary = async (
  source: AsyncIterable<Uint8Array>,
  options: Pick<ReadOptions, 'limits' | 'repair'> = {},
): Promise<Glossary> => {
  const checks = new Map<string, CheckSummary>();
  // Some share a number, and are told apart by what findings refer to: the first is told where nothing is referred to.
  const first = new Map<string, CheckSummary>();
  for await (const read of readDocument(source, { ...options, findings: { sections: [] } })) {
    if (E.isLeft(read) || read.right.kind !== 'check') continue;
    const { id, ref } = read.right;
    const summary = summaryOf(read.right);
    const key = ref ?? id;
    const before = checks.get(key);
    checks.set(key, before === undefined ? summary : worseOf(before, summary));
    if (ref !== undefined && !first.has(id)) first.set(id, summary);
  }
  return new Map([...first, ...checks]);
};

/** Keeps of the checks of a knowledge base what findings are told with: see {@link readGlossary}. */
export const glossaryOf = async (items: AsyncIterable<DocumentItem>): Promise<Glossary> => {
  const checks = new Map<string, CheckSummary>();
  for await (const item of items) if (item.kind === 'check') checks.set(item.id, summaryOf(item));
  return checks;
};
