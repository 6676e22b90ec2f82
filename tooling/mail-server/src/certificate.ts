import { fileURLToPath } from 'node:url';

const pathOf = (name: string): string =>
  fileURLToPath(new URL(`../certificate/test-only.${name}`, import.meta.url));

/** The files of a certificate that nobody trusts, for `localhost` and 127.0.0.1, and of its key. */
export const MAIL_CERTIFICATE = { cert: pathOf('crt'), key: pathOf('key') } as const;
