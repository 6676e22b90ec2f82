/**
 * Which kind of thing went wrong. Programs choose an exit code or a status line by it.
 *
 * - `usage`: the caller asked for something that cannot be asked for.
 * - `refused`: the API answered, and the answer was no.
 * - `transport`: no answer could be had.
 * - `document`: an answer or a file that cannot be trusted to be whole and well-formed.
 * - `engine`: the scan engine failed.
 * - `storage`: a disk or a store failed.
 */
export type ErrorFamily = 'usage' | 'refused' | 'transport' | 'document' | 'engine' | 'storage';

interface CodeEntry {
  readonly family: ErrorFamily;
  readonly means: string;
}

/** Every stable code, what family it belongs to and what it means. Users match on the key. */
export const ERROR_CODES = {
  OG_USAGE: { family: 'usage', means: 'A command or an option was used wrongly.' },
  OG_TARGETS: {
    family: 'usage',
    means: 'A target list does not follow the grammar of addresses and ranges.',
  },
  OG_PERMISSION_UNSTATED: {
    family: 'usage',
    means: 'A scan beyond loopback needs a statement that its owner allows it.',
  },
  OG_CREDENTIALS_MISSING: { family: 'usage', means: 'A user name or a password is missing.' },
  OG_PROFILE: { family: 'usage', means: 'A profile file cannot be read, or others can read its password.' },
  OG_INPUT_FILE: { family: 'usage', means: 'A file that should be read is missing or unreadable.' },
  OG_ACCOUNT: { family: 'usage', means: 'An account cannot be added, changed or removed as asked.' },
  OG_ACCOUNT_EMAIL: { family: 'usage', means: 'Another account has the e-mail already.' },
  OG_MAIL: { family: 'usage', means: 'A letter cannot be sent, or sent again, as asked.' },
  OG_KEYS: { family: 'usage', means: 'Something is sealed with a key that is not there.' },
  OG_ESTATE: { family: 'usage', means: 'The description of a simulated estate is faulty.' },
  OG_TRANSPORT_PLAIN_HTTP: {
    family: 'usage',
    means: 'Plain HTTP beyond loopback would show the password to the network; nothing was sent.',
  },
  OG_AUTH_REFUSED: { family: 'refused', means: 'The server did not accept the user name and password.' },
  OG_API_REFUSED: { family: 'refused', means: 'The API answered with an ERROR or a failed return.' },
  OG_API_LIMIT: {
    family: 'refused',
    means:
      'The service takes no further call for longer than is waited here; the message says when to come back.',
  },
  OG_TRANSPORT_UNREACHABLE: { family: 'transport', means: 'Nothing accepts connections at the address.' },
  OG_TRANSPORT_UNKNOWN_HOST: { family: 'transport', means: 'The host name of the server has no address.' },
  OG_TRANSPORT_TIMEOUT: { family: 'transport', means: 'The server was silent for longer than allowed.' },
  OG_TRANSPORT_TLS: { family: 'transport', means: 'The certificate of the server is not trusted.' },
  OG_TRANSPORT_CLOSED: { family: 'transport', means: 'The connection closed before a reply began.' },
  OG_TRANSPORT_REDIRECT: {
    family: 'transport',
    means: 'The server redirects to another origin; the password did not follow.',
  },
  OG_NOT_DELIVERED: {
    family: 'transport',
    means: 'A letter or a message to a webhook was not taken where it was handed in.',
  },
  OG_JOB_LOST: {
    family: 'transport',
    means: 'A connection was cut, and the scan or map that it was held for was not found again.',
  },
  OG_TRANSPORT_STATUS: { family: 'transport', means: 'The server answered with an HTTP status of failure.' },
  OG_REPLY_EMPTY: { family: 'document', means: 'The reply or file holds nothing.' },
  OG_REPLY_NOT_XML: { family: 'document', means: 'The reply or file is not XML; HTML, for example.' },
  OG_REPLY_TRUNCATED: { family: 'document', means: 'The connection broke in the middle of a reply.' },
  OG_XML_TRUNCATED: { family: 'document', means: 'The document ends before its root element does.' },
  OG_XML_NOT_WELL_FORMED: { family: 'document', means: 'The document breaks a rule of XML.' },
  OG_XML_ENCODING: { family: 'document', means: 'The bytes are not what the declared encoding allows.' },
  OG_XML_DOCTYPE: { family: 'document', means: 'The document type declares something, which is refused.' },
  OG_XML_LIMIT: { family: 'document', means: 'A bound on depth, size or number was passed.' },
  OG_XML_NAME: { family: 'document', means: 'A name that a report of this API cannot hold.' },
  OG_DOCUMENT_ROOT: { family: 'document', means: 'The root element is none that was expected here.' },
  OG_DOCUMENT_INVALID: {
    family: 'document',
    means: 'An element lacks what it must have, or holds a wrong value.',
  },
  OG_BACKUP: {
    family: 'document',
    means: 'A backup is cut, damaged or of a newer version; nothing was restored.',
  },
  OG_FEED: { family: 'document', means: 'A feed of vulnerabilities is cut, damaged or none that is known.' },
  OG_ENGINE_MISSING: { family: 'engine', means: 'The scan engine is not installed or cannot be started.' },
  OG_ENGINE_EXIT: { family: 'engine', means: 'The scan engine ended with a failure or was killed.' },
  OG_ENGINE_OUTPUT: { family: 'engine', means: 'The output of the scan engine is incomplete or unreadable.' },
  OG_ENGINE_NAMES: {
    family: 'engine',
    means: 'Names could not be looked up, so that a map may miss hosts.',
  },
  OG_ENGINE_SCOPE: { family: 'engine', means: 'The engine was asked for an address outside its scope.' },
  OG_SCAN_CANCELLED: { family: 'engine', means: 'The scan was stopped before it was complete.' },
  OG_STORE_OPEN: { family: 'storage', means: 'The store cannot be opened.' },
  OG_STORE_VERSION: { family: 'storage', means: 'The store was written by a newer version.' },
  OG_STORE_KIND: {
    family: 'storage',
    means: 'The store belongs to the other kind of engine; simulated and real reports never mix.',
  },
  OG_STORE_FULL: { family: 'storage', means: 'The disk is full; what was stored before is still there.' },
  OG_STORE_FAILED: { family: 'storage', means: 'The store could not read or write.' },
  OG_QUEUE_FAILED: { family: 'storage', means: 'The queue that hands work to workers does not answer.' },
  OG_OUTPUT_FILE: { family: 'storage', means: 'A file could not be written.' },
  OG_LISTEN: { family: 'storage', means: 'The server cannot listen at the address.' },
} as const satisfies Readonly<Record<string, CodeEntry>>;

/** A stable error code; it never changes its meaning between releases. */
export type ErrorCode = keyof typeof ERROR_CODES;

/** The family that a code belongs to. */
export const familyOf = (code: ErrorCode): ErrorFamily => ERROR_CODES[code].family;
