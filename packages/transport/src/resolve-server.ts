import { OpenGuardError } from '@openguard/errors';
import { printable } from './printable.js';

const REGIONS: ReadonlyMap<string, string> = new Map([
  ['us', 'https://www.us.qualys.com'],
  ['fr', 'https://www.fr.qualys.com'],
]);

const EXAMPLES = 'write us, fr, HOST, HOST:PORT or https://HOST:PORT';

const refuse = (reason: string): never => {
  throw new OpenGuardError('OG_USAGE', reason);
};

const parse = (text: string): URL => {
  const spelled = /^[a-z][a-z0-9+.-]*:\/\//i.test(text) ? text : `https://${text}`;
  return URL.canParse(spelled)
    ? new URL(spelled)
    : refuse(`the server "${printable(text)}" is neither a host nor a URL; ${EXAMPLES}`);
};

/** The host as it was typed: a URL parser reads `127.1`, `0x7f.1` and `2130706433` as addresses too. */
const typedHost = (text: string): string =>
  text
    .replace(/^[a-z][a-z0-9+.-]*:\/\//i, '')
    .replace(/[/?#].*$/, '')
    .replace(/:\d*$/, '');

/**
 * The origin of the server that a user names: `us` and `fr` (the two platforms of API v2.01), `HOST`,
 * `HOST:PORT` (https), or a URL.
 *
 * @returns an http or https URL whose path is `/`
 * @throws OpenGuardError `OG_USAGE` for anything else: another scheme, a path or query, numbers that only
 * look like an address, a user name or password (which the message does not repeat)
 */
export const resolveServer = (text: string): URL => {
  const name = text.trim();
  const region = REGIONS.get(name.toLowerCase());
  if (region !== undefined) return new URL(region);
  if (name === '') refuse(`the server is empty; ${EXAMPLES}`);
  if (name.includes('@')) {
    refuse(
      'the server must not contain a user name or password; give them apart, since addresses are logged and shown',
    );
  }
  // A URL parser drops tabs and newlines and reads a backslash as a slash.
  if (/[^\x21-\x5b\x5d-\x7e\u{a1}-\u{10ffff}]/u.test(name)) {
    refuse(`the server "${printable(name)}" holds a character that no address has; ${EXAMPLES}`);
  }
  const url = parse(name);
  const shown = printable(name);
  if (url.protocol !== 'http:' && url.protocol !== 'https:') {
    refuse(`the server "${shown}" does not begin with https:// or http://; ${EXAMPLES}`);
  }
  if (url.pathname !== '/' || url.search !== '' || url.hash !== '') {
    refuse(`the server "${shown}" has more than a host and a port; write ${url.origin}`);
  }
  if (/^[\d.]+$/.test(url.hostname) && typedHost(name) !== url.hostname) {
    refuse(
      `the server "${shown}" is not an address of four decimal numbers; if you mean ${url.hostname}, write that`,
    );
  }
  if (url.port === '0') refuse(`the server "${shown}" has port 0; ports are 1 to 65535`);
  return new URL(url.origin);
};
