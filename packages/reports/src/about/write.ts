import { writeElement } from '@openguard/xml';
import { documentHead } from '../document-head.js';
import { About } from './about.js';

/** The versions that ABOUT tells. */
export interface Versions {
  readonly web: string;
  readonly scanner: string;
  readonly signatures: string;
}

/** Writes ABOUT; the version of the API is that of the seeds, 2.01. */
export const writeAbout = ({ web, scanner, signatures }: Versions): string =>
  documentHead('ABOUT', '/about.dtd') +
  writeElement(About.encode({ api: { major: '2', minor: '01' }, web, scanner, signatures }));
