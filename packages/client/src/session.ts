import { OpenGuardError } from '@openguard/errors';
import { LATER_ENDPOINTS } from '@openguard/protocol';
import type { Credentials, Transport, TransportReply, TransportRequest } from '@openguard/transport';

const { sessionLogin, sessionLogout } = LATER_ENDPOINTS;

/** The part of a server where the cookie of a session says who asks. */
const SCOPE = '/api/';
const HEADERS = { 'x-requested-with': 'OpenGuard' };
const COOKIE = /(?:^|,)\s*([\w!#$%&'*+.^`|~-]+)=([^;,\s]*)/g;
const NEEDED = 'QualysSession';
/** The answer to a log-in is shorter. */
const LONGEST = 256 * 1024;

/** The cookies of a reply by their names. */
const cookiesOf = ({ headers }: TransportReply): ReadonlyMap<string, string> =>
  new Map(
    [...(headers['set-cookie'] ?? '').matchAll(COOKIE)].map(([, name = '', value = '']) => [name, value]),
  );

const wholeOf = async ({ body }: TransportReply): Promise<Buffer> => {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of body) {
    length += chunk.length;
    if (length > LONGEST) break;
    chunks.push(Uint8Array.from(chunk));
  }
  return Buffer.concat(chunks);
};

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array, void, undefined> {
  yield await Promise.resolve(bytes);
}

type LoggedIn = { readonly cookies: Map<string, string> } | { readonly refused: TransportReply };

const logIn = async (transport: Transport, { user, password }: Credentials): Promise<LoggedIn> => {
  const reply = await transport.send({
    method: 'POST',
    path: sessionLogin.path,
    parameters: sessionLogin.encode({ username: user, password }),
    headers: HEADERS,
    withoutPassword: true,
  });
  const bytes = await wholeOf(reply);
  const cookies = cookiesOf(reply);
  if (reply.status === 200 && cookies.has(NEEDED)) return { cookies: new Map(cookies) };
  if (reply.status === 200 && !bytes.includes('<CODE>'))
    throw new OpenGuardError(
      'OG_AUTH_REFUSED',
      `${reply.url}: the server began no session; it sent no cookie`,
    );
  return { refused: { ...reply, body: once(bytes) } };
};

const close = async ({ body }: TransportReply): Promise<void> => {
  await body[Symbol.asyncIterator]().return?.();
};

/**
 * The same transport with a session for API v2: it logs in before the first call under `/api/`, sends the cookie
 * there instead of the password, and logs out when it is closed. A session that has ended (HTTP 401, before anything
 * was done) is begun anew, once. What lies elsewhere on the server takes the password as ever. A log-in that is
 * refused is the reply to the call that needed it.
 */
export const withSession = (transport: Transport, credentials: Credentials): Transport => {
  let session: Promise<LoggedIn> | undefined;

  const begin = async (): Promise<LoggedIn> => {
    session ??= logIn(transport, credentials);
    const begun = session;
    try {
      const came = await begun;
      if ('refused' in came && session === begun) session = undefined;
      return came;
    } catch (error) {
      if (session === begun) session = undefined;
      throw error;
    }
  };

  const sendWith = async (
    request: TransportRequest,
    cookies: Map<string, string>,
  ): Promise<TransportReply> => {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const headers = { ...request.headers, cookie };
    const reply = await transport.send({ ...request, headers, withoutPassword: true });
    for (const [name, value] of cookiesOf(reply)) cookies.set(name, value);
    return reply;
  };

  const send = async (request: TransportRequest): Promise<TransportReply> => {
    const isInside = request.path.startsWith(SCOPE);
    if (!isInside || request.path.startsWith(sessionLogin.path)) return transport.send(request);
    const first = await begin();
    if ('refused' in first) return first.refused;
    const reply = await sendWith(request, first.cookies);
    if (reply.status !== 401) return reply;
    await close(reply);
    if (session !== undefined && (await session) === first) session = undefined;
    const second = await begin();
    return 'refused' in second ? second.refused : sendWith(request, second.cookies);
  };

  const logOut = async (): Promise<void> => {
    const begun = await session;
    if (begun === undefined || 'refused' in begun) return;
    await wholeOf(
      await sendWith(
        { method: 'POST', path: sessionLogout.path, parameters: sessionLogout.encode({}), headers: HEADERS },
        begun.cookies,
      ),
    );
  };

  return {
    send,
    close: async () => {
      try {
        await logOut();
      } catch (error) {
        // Whoever closes has what he came for; the session ends by itself in time.
        if (!(error instanceof OpenGuardError)) throw error;
      } finally {
        session = undefined;
        await transport.close();
      }
    },
  };
};
