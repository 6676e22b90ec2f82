import * as E from 'fp-ts/lib/Either.js';
import { describeDocumentFault, readDocument } from '@openguard/reports';
import { createReadStream } from 'node:fs';
import { RangeFailure } from '../range-failure.js';
import type { Told } from './told.js';

/** A finding of a report, of whatever section. */
export interface Reported extends Told {
  readonly section: 'vuln' | 'practice' | 'service' | 'info';
}

const protocolOf = (text: string | undefined): Told['protocol'] => (text === 'udp' ? 'udp' : 'tcp');

/** Whether a finding is a weakness, confirmed or potential. */
export const isWeakness = ({ section }: Reported): boolean => section === 'vuln' || section === 'practice';

/** The findings of a SCAN report. One that is not whole is refused. */
export const readReport = async (file: string): Promise<readonly Reported[]> => {
  const told: Reported[] = [];
  let ip = '';
  let whole = false;
  for await (const item of readDocument(createReadStream(file), { roots: ['SCAN'] })) {
    if (E.isLeft(item)) throw new RangeFailure(`${file}: ${describeDocumentFault(item.left)}`);
    const { right } = item;
    if (right.kind === 'refused') throw new RangeFailure(`${file}: the server refused the scan`);
    if (right.kind === 'host') ({ ip } = right);
    if (right.kind === 'end') whole = true;
    if (right.kind !== 'finding') continue;
    const { id: check, section, port, protocol } = right;
    told.push(
      port === undefined
        ? { section, check, ip, protocol: 'host', port: 0 }
        : { section, check, ip, protocol: protocolOf(protocol), port },
    );
  }
  if (!whole) throw new RangeFailure(`${file} has no end`);
  return told;
};
