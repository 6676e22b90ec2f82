import { generateDetections, generateScan } from '@openguard/fixtures';
import { writeGenerated } from '../generated-file.js';

/** The documents that are read. */
export const KINDS = ['scan', 'detections'] as const;
export type Kind = (typeof KINDS)[number];

export const isKind = (text: string | undefined): text is Kind => KINDS.some((kind) => kind === text);

/** What people call them. */
export const TITLES: Readonly<Record<Kind, string>> = { scan: 'SCAN', detections: 'detection list' };

/** What is known of a document before anybody has read it. */
export interface Truth {
  readonly bytes: number;
  readonly records: number;
  readonly severities: number;
}

/** Writes a document of this kind, the same for the same size and seed. */
export const generateInto = (path: string, kind: Kind, megabytes: number, seed: number): Truth => {
  if (kind === 'scan') {
    const { bytes, vulns, score } = writeGenerated(path, generateScan({ megabytes, seed }));
    return { bytes, records: vulns, severities: score };
  }
  const { bytes, detections, score } = writeGenerated(path, generateDetections({ megabytes, seed }));
  return { bytes, records: detections, severities: score };
};
