import { OpenGuardError } from '@openguard/errors';
import { contains, LOOPBACK, parseAddress } from '@openguard/targets';
import { readSecret } from '@openguard/transport';
import { createReadStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { usage } from '../arguments.js';
import type { Mailbox, SmtpOptions } from './smtp-mailer.js';

/** What `--help` says of mail. */
export const MAIL_HELP = `  --smtp URL               where mail goes: smtp://USER@HOST:PORT, or smtps:// for TLS from the first byte
  --smtp-password-file FILE  its password; else in OPENGUARD_SMTP_PASSWORD
  --smtp-ca PEM            the certificates that vouch for it; those of the system unless told
  --smtp-insecure          hand mail over without TLS or to whoever answers; allowed on loopback anyway
  --mail-from ADDRESS      whom letters are from, such as 'OpenGuard <noreply@example.org>'
  --mail-expiry HOURS      when a letter is given up and erased; 72 unless told
  --key-file FILE          the keys that seal letters and the secrets of authentication records; else OPENGUARD_KEYS
                           holds the text of such a file; in the data directory unless told (see "keys --help")
  --public-url URL         where users find this server, for the letters
  --webhooks               post to webhooks what is new; see openguard-server notify
  --webhooks-private       also to those with private addresses
`;

/** The options about mail. */
export const MAIL_OPTIONS = {
  smtp: { type: 'string' },
  'smtp-password-file': { type: 'string' },
  'smtp-ca': { type: 'string' },
  'smtp-insecure': { type: 'boolean' },
  'mail-from': { type: 'string' },
  'mail-expiry': { type: 'string' },
  'key-file': { type: 'string' },
  'public-url': { type: 'string' },
  webhooks: { type: 'boolean' },
  'webhooks-private': { type: 'boolean' },
} as const;

/** The values of those options, as the arguments have them. */
type MailValues = {
  readonly [Name in keyof typeof MAIL_OPTIONS]?:
    ((typeof MAIL_OPTIONS)[Name]['type'] extends 'boolean' ? boolean : string) | undefined;
};

/** What a server does about mail. Without `smtp` it sends none, and what waits expires all the same. */
export interface MailOptions {
  readonly smtp?: SmtpOptions;
  readonly expiryMs: number;
  readonly keyFile?: string;
  readonly url?: string;
  /** Whether webhooks are posted to, and to which. */
  readonly webhooks?: { readonly allowPrivate: boolean };
}

type Environment = Readonly<Record<string, string | undefined>>;

const DEFAULT_EXPIRY = '72';
const LONGEST_EXPIRY = 24 * 365;
const HOUR_MS = 3_600_000;
const DEFAULT_PORTS: Readonly<Record<string, number>> = { 'smtp:': 587, 'smtps:': 465 };

const isLoopback = (host: string): boolean => {
  const address = parseAddress(host);
  return (
    host === 'localhost' || host === '::1' || (address._tag === 'Right' && contains(LOOPBACK, address.right))
  );
};

const parseUrl = (text: string): URL => {
  const url = URL.parse(text);
  const isMail = url !== null && url.protocol in DEFAULT_PORTS && url.hostname !== '';
  if (!isMail || !/^\/?$/.test(url.pathname) || url.search !== '' || url.hash !== '')
    throw usage('--smtp is smtp://USER@HOST:PORT or smtps://USER@HOST:PORT');
  if (url.password !== '')
    throw usage('--smtp cannot hold a password, which others could see; give --smtp-password-file');
  return url;
};

const MAILBOX = /^(?:(?<name>[^<>\p{Cc}]*?)\s*<(?<inner>[^\s<>]+@[^\s<>]+)>|(?<bare>[^\s<>]+@[^\s<>]+))$/u;

const parseMailbox = (text: string): Mailbox => {
  const { name = '', inner, bare } = MAILBOX.exec(text.trim())?.groups ?? {};
  const address = inner ?? bare;
  if (address === undefined)
    throw usage(`--mail-from ${JSON.stringify(text)} is not an address such as noreply@example.org`);
  return { name: name.replace(/^"(.*)"$/, '$1'), address };
};

const readPassword = async (file: string | undefined, environment: Environment): Promise<string> => {
  if (file === undefined) return environment['OPENGUARD_SMTP_PASSWORD'] ?? '';
  try {
    return await readSecret(createReadStream(file));
  } catch (error) {
    if (error instanceof OpenGuardError)
      throw new OpenGuardError('OG_CREDENTIALS_MISSING', `${file} holds no password in its first line`);
    if (!(error instanceof Error && 'code' in error)) throw error;
    throw new OpenGuardError('OG_INPUT_FILE', `cannot read ${file}: ${String(error.code)}`);
  }
};

const readCa = async (file: string | undefined): Promise<string | undefined> => {
  if (file === undefined) return undefined;
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    if (!(error instanceof Error && 'code' in error)) throw error;
    throw new OpenGuardError('OG_INPUT_FILE', `cannot read ${file}: ${String(error.code)}`);
  }
};

const decodeUser = (user: string): string => {
  try {
    return decodeURIComponent(user);
  } catch (error) {
    if (!(error instanceof URIError)) throw error;
    throw usage('the user in --smtp is not written as in a URL: % stands as %25');
  }
};

const credentialsOf = async (
  user: string,
  values: MailValues,
  environment: Environment,
): Promise<Pick<SmtpOptions, 'credentials'>> => {
  const password = await readPassword(values['smtp-password-file'], environment);
  if (user === '' && values['smtp-password-file'] !== undefined)
    throw usage('--smtp-password-file needs a user in --smtp');
  if (user !== '' && password === '')
    throw usage('the user in --smtp needs --smtp-password-file, or OPENGUARD_SMTP_PASSWORD');
  return user === '' ? {} : { credentials: { user: decodeUser(user), password } };
};

const tlsOf = (protocol: string, host: string, insecure: boolean): SmtpOptions['tls'] => {
  if (protocol === 'smtps:') return 'implicit';
  return insecure || isLoopback(host) ? 'offered' : 'starttls';
};

const readSmtp = async (text: string, values: MailValues, environment: Environment): Promise<SmtpOptions> => {
  const { protocol, hostname, port, username } = parseUrl(text);
  if (values['mail-from'] === undefined) throw usage('--smtp needs --mail-from');
  const host = hostname.replace(/^\[(.*)\]$/, '$1');
  const ca = await readCa(values['smtp-ca']);
  const insecure = values['smtp-insecure'] === true;
  return {
    host,
    port: port === '' ? (DEFAULT_PORTS[protocol] ?? 0) : Number(port),
    tls: tlsOf(protocol, host, insecure),
    ...(insecure ? { unverified: true } : {}),
    ...(ca === undefined ? {} : { ca }),
    ...(await credentialsOf(username, values, environment)),
    from: parseMailbox(values['mail-from']),
  };
};

const parseExpiry = (text: string): number => {
  if (!/^[1-9][0-9]{0,3}$/.test(text) || Number(text) > LONGEST_EXPIRY)
    throw usage(`--mail-expiry ${JSON.stringify(text)} is not a number of hours from 1 to ${LONGEST_EXPIRY}`);
  return Number(text) * HOUR_MS;
};

const parsePublicUrl = (text: string): string => {
  const url = URL.parse(text);
  if (url === null || !/^https?:$/.test(url.protocol) || url.username !== '' || url.password !== '')
    throw usage(`--public-url ${JSON.stringify(text)} is not a URL such as https://scan.example.org/`);
  return url.href;
};

/** Reads the options about mail. Rejects with `OG_USAGE` and the like. */
export const readMailOptions = async (values: MailValues, environment: Environment): Promise<MailOptions> => {
  const { smtp, 'mail-expiry': expiry = DEFAULT_EXPIRY, 'key-file': keyFile, 'public-url': url } = values;
  for (const name of ['smtp-password-file', 'smtp-ca', 'smtp-insecure', 'mail-from'] as const) {
    if (smtp === undefined && values[name] !== undefined) throw usage(`--${name} belongs to --smtp`);
  }
  const webhooks = values.webhooks === true || values['webhooks-private'] === true;
  return {
    ...(smtp === undefined ? {} : { smtp: await readSmtp(smtp, values, environment) }),
    expiryMs: parseExpiry(expiry),
    ...(keyFile === undefined ? {} : { keyFile }),
    ...(url === undefined ? {} : { url: parsePublicUrl(url) }),
    ...(webhooks ? { webhooks: { allowPrivate: values['webhooks-private'] === true } } : {}),
  };
};
