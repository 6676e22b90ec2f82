import { OpenGuardError } from '@openguard/errors';
import type { Settings } from './options.js';

/** A parameter of a request: its name and its value. */
export type Parameter = readonly [name: string, value: string];

/** A request as it goes over the wire. */
export interface Outgoing {
  readonly method: 'GET' | 'POST';
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | null;
}

/** What the head of a request says besides. */
export interface Besides {
  readonly headers: Readonly<Record<string, string>>;
  readonly withoutPassword: boolean;
}

const urlOf = (server: URL, path: string, query: string): URL => {
  // Joined as text: as a relative reference, `//elsewhere/` would name another host.
  const spelled = `${server.origin}${path}`;
  const url = path.startsWith('/') && URL.canParse(spelled) ? new URL(spelled) : undefined;
  if (url?.origin !== server.origin) {
    throw new OpenGuardError('OG_USAGE', 'the path of a request begins with / and stays on the server');
  }
  url.hash = '';
  url.search = [url.search.slice(1), query].filter((part) => part !== '').join('&');
  return url;
};

/**
 * The request that asks for a path with parameters: in the query for GET, as a form for POST, always in UTF-8.
 *
 * @throws OpenGuardError `OG_USAGE` when the path does not begin with `/`
 */
export const buildOutgoing = (
  settings: Settings,
  method: 'GET' | 'POST',
  path: string,
  parameters: readonly Parameter[],
  { headers: more, withoutPassword }: Besides = { headers: {}, withoutPassword: false },
): Outgoing => {
  const form = new URLSearchParams(
    parameters.map(([name, value]): [string, string] => [name, value]),
  ).toString();
  const headers = {
    ...more,
    ...(withoutPassword ? {} : { authorization: settings.authorization }),
    'user-agent': settings.userAgent,
    accept: '*/*',
    'accept-encoding': 'identity',
  };
  return method === 'GET'
    ? { method, url: urlOf(settings.server, path, form), headers, body: null }
    : {
        method,
        url: urlOf(settings.server, path, ''),
        headers: { ...headers, 'content-type': 'application/x-www-form-urlencoded' },
        body: form,
      };
};
