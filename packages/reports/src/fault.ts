import type { Mismatch } from '@openguard/codec';
import { describeXmlFault, type XmlFault } from '@openguard/xml';

/** Why a document of the API cannot be read. Tagged data; {@link describeDocumentFault} words it. */
export type DocumentFault =
  | { readonly tag: 'Xml'; readonly fault: XmlFault }
  | { readonly tag: 'Root'; readonly name: string; readonly known: readonly string[] }
  | ({ readonly tag: 'Invalid'; readonly offset: number; readonly at: string } & Mismatch);

/** One line that says what is wrong with a document and where. */
export const describeDocumentFault = (fault: DocumentFault): string => {
  switch (fault.tag) {
    case 'Xml':
      return describeXmlFault(fault.fault);
    case 'Root':
      return `the root element ${JSON.stringify(fault.name.slice(0, 60))} is none of those that are read here: ${fault.known.join(', ')}`;
    case 'Invalid':
      return `the element at byte ${fault.offset} in ${fault.at} cannot be read: ${fault.path} ${fault.missing ? 'is missing' : `is not ${fault.expected}`}`;
  }
};
