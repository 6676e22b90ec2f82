import type { XmlFault } from '../../src/index.js';

/** What became of a document: refused for what is wrong with it, for what is not read here, or accepted. */
export type Outcome = 'fault' | 'policy' | 'accepted';

/** Tells a fault of the document from what is only not done here. */
export const outcomeOf = (fault: XmlFault | undefined): Outcome => {
  switch (fault?.tag) {
    case undefined:
      return 'accepted';
    case 'Empty':
    case 'NotWellFormed':
    case 'Truncated':
      return 'fault';
    case 'NotXml':
      return fault.looks === 'text' ? 'fault' : 'policy';
    case 'Encoding':
      return fault.problem === 'bytes' || fault.problem === 'contradiction' ? 'fault' : 'policy';
    case 'Doctype':
    case 'Limit':
    case 'Name':
      return 'policy';
  }
};
