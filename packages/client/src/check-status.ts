import { OpenGuardError } from '@openguard/errors';
import type { TransportReply } from '@openguard/transport';

const isXml = ({ headers }: TransportReply): boolean => /\bxml\b/i.test(headers['content-type'] ?? '');

/**
 * Rejects a reply that says by its HTTP status that there is no document: `OG_AUTH_REFUSED` for 401 and 403,
 * `OG_TRANSPORT_STATUS` for another failure without an XML body. An XML body is worth reading whatever the
 * status says: it tells why.
 */
export const checkStatus = (reply: TransportReply): void => {
  const { status, url } = reply;
  if (status < 400) return;
  if (status === 401 || status === 403) {
    throw new OpenGuardError(
      'OG_AUTH_REFUSED',
      `${url}: the server does not accept this user name and password (HTTP ${status})`,
    );
  }
  if (!isXml(reply)) {
    throw new OpenGuardError(
      'OG_TRANSPORT_STATUS',
      `${url}: the server answers with HTTP status ${status}; check the address of the server`,
    );
  }
};
