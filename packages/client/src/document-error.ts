import { OpenGuardError, type ErrorCode } from '@openguard/errors';
import { describeDocumentFault, type DocumentFault } from '@openguard/reports';

const codeOf = (fault: DocumentFault): ErrorCode => {
  if (fault.tag === 'Root') return 'OG_DOCUMENT_ROOT';
  if (fault.tag === 'Invalid') return 'OG_DOCUMENT_INVALID';
  switch (fault.fault.tag) {
    case 'Empty':
      return 'OG_REPLY_EMPTY';
    case 'NotXml':
      return /^access denied/i.test(fault.fault.snippet.trim()) ? 'OG_AUTH_REFUSED' : 'OG_REPLY_NOT_XML';
    case 'Truncated':
      return 'OG_XML_TRUNCATED';
    case 'NotWellFormed':
      return 'OG_XML_NOT_WELL_FORMED';
    case 'Encoding':
      return 'OG_XML_ENCODING';
    case 'Doctype':
      return 'OG_XML_DOCTYPE';
    case 'Limit':
      return 'OG_XML_LIMIT';
    case 'Name':
      return 'OG_XML_NAME';
  }
};

/**
 * A fault of a document as an error to reject with.
 *
 * @param from where the document came from: a file name, or the URL of a reply
 */
export const documentError = (fault: DocumentFault, from: string): OpenGuardError => {
  const code = codeOf(fault);
  return code === 'OG_AUTH_REFUSED'
    ? new OpenGuardError(code, `${from}: the server denies access; check the user name and password`)
    : new OpenGuardError(code, `${from}: ${describeDocumentFault(fault)}`);
};
