import { glossaryOf, type Glossary } from '@openguard/reports';
import { granted } from './granted.js';
import { readItems } from './read-items.js';

const ROOTS = ['VULNS', 'KNOWLEDGE_BASE_VULN_LIST_OUTPUT', 'GENERIC_RETURN', 'SIMPLE_RETURN'];

/**
 * Reads a knowledge base for what findings are told with: the `glossary` of `readItems`. Little is kept of each check.
 * Rejects as {@link readItems} and {@link granted} do, with nothing when it is not whole.
 *
 * @param from where the bytes come from, for messages
 */
export const readKnowledge = (source: AsyncIterable<Uint8Array>, from: string): Promise<Glossary> =>
  glossaryOf(granted(readItems(source, from, { roots: ROOTS })));
