import type { FindingItem } from '@openguard/model';
import { printable } from './printable.js';

/** What a service that keeps the state of hosts says of a finding besides. */
type Told = Partial<Pick<FindingItem, 'status' | 'pciFlag' | 'virtualPatches'>>;

/** The virtual patches of a finding, one a line. Printable. */
export const patchLines = ({ virtualPatches = [] }: Told): readonly string[] =>
  virtualPatches.map(({ number, title, vendor }) =>
    printable(`${vendor === undefined ? '' : `${vendor} `}${number}: ${title}`),
  );

/**
 * What the service itself calls a finding, whether it fails a PCI scan, and what shields from it until it is mended, as
 * sentences. The status is the service's own verdict, none of ours. Printable.
 */
export const serviceWords = (finding: Told): readonly string[] => {
  const status = printable(finding.status ?? '');
  return [
    ...(status === '' ? [] : [`The service calls it ${status}.`]),
    ...(finding.pciFlag === '1' ? ['It fails a PCI scan.'] : []),
    ...(finding.pciFlag === '0' ? ['It fails no PCI scan.'] : []),
    ...patchLines(finding).map((line) => `Virtual patch: ${line}`),
  ];
};
