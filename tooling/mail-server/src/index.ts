export { MAIL_CERTIFICATE } from './certificate.js';
export { startMailServer, type MailServer, type MailServerOptions } from './mail-server.js';
export { readLetter, type ReadLetter } from './read-letter.js';
export type { Mood, Taken } from './session.js';
