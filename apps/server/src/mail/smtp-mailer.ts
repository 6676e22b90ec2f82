import { redact } from '@openguard/errors';
import type { Handover, Letter, Mailer } from '@openguard/service';
import { createTransport, type NodemailerError, type SMTPTransportOptions } from 'nodemailer';

/** A name, which may be empty, and an address. */
export interface Mailbox {
  readonly name: string;
  readonly address: string;
}

/** How letters reach a mail server. */
export interface SmtpOptions {
  readonly host: string;
  readonly port: number;
  /** `implicit`: TLS from the first byte. `starttls`: nothing is said without it. `offered`: TLS if there is some, unverified. */
  readonly tls: 'implicit' | 'starttls' | 'offered';
  /** Whether TLS from the first byte is with whoever answers. */
  readonly unverified?: boolean;
  /** The certificates that are trusted, as PEM; those of the system when left out. */
  readonly ca?: string;
  readonly credentials?: { readonly user: string; readonly password: string };
  readonly from: Mailbox;
  /** How long one attempt may take; a minute when left out. */
  readonly timeoutMs?: number;
}

const TIMEOUT_MS = 60_000;
const SHOWN = 200;

/** One address and nothing else: no blanks, no controls, no list, no route. */
const ADDRESS = /^[^\s\p{C}<>(),;:"\\@]+@[^\s\p{C}<>(),;:"\\@]+$/u;

const isMailError = (error: unknown): error is NodemailerError => error instanceof Error && 'code' in error;

/** Only a reply about this letter is final: the operator can mend a password, and networks come back. */
const isFinal = ({ code, permanent }: NodemailerError): boolean =>
  permanent === true && (code === 'EENVELOPE' || code === 'EMESSAGE');

const securityOf = ({ host, tls, unverified, ca }: SmtpOptions): SMTPTransportOptions => {
  const trust = { minVersion: 'TLSv1.2', ...(ca === undefined ? {} : { ca }) } as const;
  switch (tls) {
    case 'implicit':
      return { secure: true, tls: { ...trust, rejectUnauthorized: unverified !== true } };
    case 'starttls':
      return { secure: false, requireTLS: true, tls: trust };
    case 'offered':
      // A name service may take localhost anywhere, and nothing proves who answers.
      return {
        secure: false,
        opportunisticTLS: true,
        tls: { rejectUnauthorized: false },
        ...(host === 'localhost' ? { host: '127.0.0.1' } : {}),
      };
  }
};

/** Every form in which a password goes over the wire. */
const secretsOf = ({ credentials }: SmtpOptions): readonly string[] => {
  if (credentials === undefined) return [];
  const { user, password } = credentials;
  const base64 = (text: string): string => Buffer.from(text).toString('base64');
  return [password, base64(password), base64(`\0${user}\0${password}`)];
};

/** Hands letters to a mail server over SMTP, each over a connection of its own. */
export const createSmtpMailer = (options: SmtpOptions): Mailer => {
  const { host, port, credentials, from, timeoutMs = TIMEOUT_MS } = options;
  const transport = createTransport({
    host,
    port,
    connectionTimeout: timeoutMs,
    greetingTimeout: timeoutMs,
    socketTimeout: timeoutMs,
    dnsTimeout: timeoutMs,
    disableFileAccess: true,
    disableUrlAccess: true,
    ...securityOf(options),
    ...(credentials === undefined ? {} : { auth: { user: credentials.user, pass: credentials.password } }),
  });
  const secrets = secretsOf(options);
  const domain = from.address.slice(from.address.lastIndexOf('@') + 1);

  const send = ({ id, to, subject, text }: Letter, signal: AbortSignal): Promise<unknown> =>
    transport.sendMail({
      from,
      to: { name: to.name, address: to.address },
      envelope: { from: from.address, to: [to.address] },
      messageId: `<${id}@${domain}>`,
      subject,
      text,
      // No answering machine shall answer (RFC 3834).
      headers: { 'Auto-Submitted': 'auto-generated' },
      signal,
    });

  const reasonOf = (error: NodemailerError): string =>
    redact(error.message, secrets)
      .replace(/[\s\p{C}]+/gu, ' ')
      .slice(0, SHOWN);

  return {
    hand: async (letter, signal): Promise<Handover> => {
      if (!ADDRESS.test(letter.to.address)) return { tag: 'never', reason: 'this is no address of mail' };
      const late = AbortSignal.timeout(timeoutMs);
      try {
        await send(letter, signal === undefined ? late : AbortSignal.any([signal, late]));
        return { tag: 'taken' };
      } catch (error) {
        if (!isMailError(error)) throw error;
        if (late.aborted) return { tag: 'later', reason: 'the mail server took too long' };
        return { tag: isFinal(error) ? 'never' : 'later', reason: reasonOf(error) };
      }
    },
  };
};
