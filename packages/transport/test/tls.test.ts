import { describe, expect, it } from 'vitest';
import type { TransportRequest } from '../src/index.js';
import { makeCertificate, type Certificate } from './certificate.js';
import { connected, failureOf, textOf } from './connected.js';
import { serveRaw, type RawServer } from './loopback-server.js';

const GET: TransportRequest = { method: 'GET', path: '/' };

const serve = (certificate: Certificate): Promise<RawServer> =>
  serveRaw((socket) => {
    socket.once('data', () => socket.end('HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok'));
  }, certificate);

const colons = (fingerprint: string): string => (fingerprint.toUpperCase().match(/../g) ?? []).join(':');

describe('a pin', () => {
  it.each([
    ['plain', (text: string) => text],
    ['with colons, in upper case', colons],
    ['as openssl prints it', (text: string) => `sha256 Fingerprint=${colons(text)}`],
  ])('%s, lets a self-signed certificate pass', async (_how, spell) => {
    const certificate = makeCertificate();
    const server = await serve(certificate);
    const transport = connected({ server: `127.0.0.1:${server.port}`, pin: spell(certificate.fingerprint) });
    expect(await textOf((await transport.send(GET)).body)).toBe('ok');
    expect(server.received()).toContain('authorization: Basic');
  });

  it.each([
    ['that has expired', { to: 2021 }],
    ['for another name', { names: ['elsewhere.example'] }],
  ])('lets a certificate pass %s', async (_how, wanted) => {
    const certificate = makeCertificate(wanted);
    const server = await serve(certificate);
    const transport = connected({ server: `127.0.0.1:${server.port}`, pin: certificate.fingerprint });
    expect((await transport.send(GET)).status).toBe(200);
  });

  it('of another certificate lets no byte of the request out', async () => {
    const certificate = makeCertificate();
    const other = makeCertificate();
    const server = await serve(certificate);
    const transport = connected({ server: `localhost:${server.port}`, pin: other.fingerprint });
    const error = await failureOf(transport.send(GET));
    expect(error.code).toBe('OG_TRANSPORT_TLS');
    expect(error.message).toContain(
      `expected ${colons(other.fingerprint)}, found ${colons(certificate.fingerprint)}; ask the operator`,
    );
    await expect.poll(server.open).toBe(0);
    expect([server.connections(), server.received()]).toEqual([1, '']);
  });

  it('holds for every request, not only the first', async () => {
    const certificate = makeCertificate();
    const server = await serve(certificate);
    const wrong = connected({ server: `127.0.0.1:${server.port}`, pin: makeCertificate().fingerprint });
    expect((await failureOf(wrong.send(GET))).code).toBe('OG_TRANSPORT_TLS');
    expect((await failureOf(wrong.send(GET))).code).toBe('OG_TRANSPORT_TLS');
    expect(server.received()).toBe('');
  });

  it('together with a CA demands both', async () => {
    const authority = makeCertificate({ authority: true });
    const certificate = makeCertificate({ issuer: authority });
    const stranger = makeCertificate();
    const server = await serve(certificate);
    const at = { server: `127.0.0.1:${server.port}`, pin: certificate.fingerprint };
    expect((await connected({ ...at, ca: authority.cert }).send(GET)).status).toBe(200);
    const error = await failureOf(connected({ ...at, ca: stranger.cert }).send(GET));
    expect(error.code).toBe('OG_TRANSPORT_TLS');
    const unpinned = { ...at, ca: authority.cert, pin: stranger.fingerprint };
    expect((await failureOf(connected(unpinned).send(GET))).message).toContain('not the pinned one');
  });
});

describe('a CA', () => {
  it.each(['127.0.0.1', 'localhost'])('vouches for a server at %s', async (host) => {
    const authority = makeCertificate({ authority: true });
    const server = await serve(makeCertificate({ issuer: authority }));
    const ca = `Our authority\n${makeCertificate().cert}${authority.cert}`;
    expect((await connected({ server: `${host}:${server.port}`, ca }).send(GET)).status).toBe(200);
  });

  it('may be the self-signed certificate itself', async () => {
    const certificate = makeCertificate();
    const server = await serve(certificate);
    expect(
      (await connected({ server: `127.0.0.1:${server.port}`, ca: certificate.cert }).send(GET)).status,
    ).toBe(200);
  });

  it.each(['', 'not PEM', '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----'])(
    'is refused as %j before anything is connected',
    async (ca) => {
      const server = await serve(makeCertificate());
      const error = await failureOf(connected({ server: `127.0.0.1:${server.port}`, ca }).send(GET));
      expect([error.code, server.connections()]).toEqual(['OG_USAGE', 0]);
    },
  );
});

describe('a certificate that is not trusted', () => {
  const authority = makeCertificate({ authority: true });
  const signed = { issuer: authority };
  it.each([
    ['self-signed', makeCertificate(), undefined, /it is self-signed \(DEPTH_ZERO_SELF_SIGNED_CERT\)/],
    ['signed by a stranger', makeCertificate(signed), undefined, /by an authority that is not trusted here/],
    ['signed by another than the CA', makeCertificate(signed), makeCertificate().cert, /not trusted here/],
    ['expired', makeCertificate({ ...signed, to: 2021 }), authority.cert, /it has expired/],
    ['not valid yet', makeCertificate({ ...signed, from: 2098 }), authority.cert, /not valid yet/],
    [
      'for another name',
      makeCertificate({ ...signed, names: ['elsewhere.example'] }),
      authority.cert,
      /made out to another name: DNS:elsewhere\.example/,
    ],
  ])('because it is %s gets nothing', async (_why, certificate, ca, words) => {
    const server = await serve(certificate);
    const origin = `https://127.0.0.1:${server.port}`;
    const transport = connected({ server: origin, ...(ca === undefined ? {} : { ca }) });
    for (const attempt of [1, 2]) {
      const error = await failureOf(transport.send(GET));
      expect(error.code).toBe('OG_TRANSPORT_TLS');
      expect(error.message).toMatch(words);
      expect(error.message).toContain(`the certificate of ${origin} is not trusted, so nothing was sent`);
      expect(error.message).toContain(`--ca FILE, or compare`);
      expect(error.message).toContain(`--pin ${colons(certificate.fingerprint)}`);
      expect(server.connections()).toBe(attempt);
    }
    expect(server.received()).toBe('');
  });
});
