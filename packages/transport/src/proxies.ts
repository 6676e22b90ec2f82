import { OpenGuardError } from '@openguard/errors';

/** Variables of a process, as in `process.env`. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** Which proxies a request may go through. An empty text is none. */
export interface Proxies {
  readonly http: string;
  readonly https: string;
  /** Hosts that are reached directly, as in NO_PROXY. */
  readonly except: string;
  /** Passwords of the proxies, which no message may show. */
  readonly secrets: readonly string[];
}

/** No proxy at all. */
export const DIRECT: Proxies = { http: '', https: '', except: '', secrets: [] };

const read = (environment: Environment, name: string): string =>
  (environment[name.toLowerCase()] ?? environment[name] ?? '').trim();

const decoded = (text: string): string | undefined => {
  try {
    return decodeURIComponent(text);
  } catch (error) {
    if (error instanceof URIError) return undefined;
    throw error;
  }
};

const parseProxy = (name: string, text: string): URL | undefined => {
  if (text === '') return undefined;
  const spelled = text.includes('://') ? text : `http://${text}`;
  const url = URL.canParse(spelled) ? new URL(spelled) : undefined;
  if (
    url === undefined ||
    !/^https?:$/.test(url.protocol) ||
    decoded(url.username + url.password) === undefined
  ) {
    // The text may hold a password, so it is not repeated.
    throw new OpenGuardError(
      'OG_USAGE',
      `the environment variable ${name} is not the address of an HTTP proxy; write it as http://HOST:PORT, or unset it`,
    );
  }
  return url;
};

/**
 * Reads HTTPS_PROXY, HTTP_PROXY and NO_PROXY; the lower-case name wins, as it does in other programs.
 * Without HTTPS_PROXY, HTTP_PROXY serves https as well.
 *
 * @throws OpenGuardError `OG_USAGE` when a proxy is no http or https URL
 */
export const readProxies = (environment: Environment): Proxies => {
  const http = parseProxy('HTTP_PROXY', read(environment, 'HTTP_PROXY'));
  const https = parseProxy('HTTPS_PROXY', read(environment, 'HTTPS_PROXY'));
  return {
    http: http?.href ?? '',
    https: https?.href ?? '',
    except: read(environment, 'NO_PROXY'),
    secrets: [http, https].flatMap((url) =>
      url === undefined ? [] : [url.password, decoded(url.password) ?? ''],
    ),
  };
};
