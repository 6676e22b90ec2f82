import { writeElement } from '@openguard/xml';
import type { TypeOf } from 'io-ts';
import { documentHead } from '../document-head.js';
import { KnowledgeBase, type KnownVuln } from './knowledge-base.js';

/** VULN of a knowledge base. */
export type KnownVulnValues = TypeOf<typeof KnownVuln>;

const HEAD = documentHead('VULNS', '/knowledgebase_download.dtd');

/** Writes VULNS. */
export const writeKnowledgeBase = (vulns: readonly KnownVulnValues[]): string =>
  HEAD + writeElement(KnowledgeBase.encode({ vulns }));

/** Writes a VULNS that refuses. */
export const writeKnowledgeBaseRefusal = (number: number, text: string): string =>
  HEAD + writeElement(KnowledgeBase.encode({ vulns: [], error: { number: String(number), text } }));
