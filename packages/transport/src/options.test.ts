import { isOpenGuardError } from '@openguard/errors';
import { describe, expect, it } from 'vitest';
import { checkOptions, type TransportOptions } from './options.js';

const credentials = { user: 'ann', password: 's3cr\u00eat w' };
const pin = 'ab'.repeat(32);

const refusal = (options: Partial<TransportOptions>) => {
  try {
    checkOptions({ server: 'us', credentials, environment: {}, ...options });
    return undefined;
  } catch (error) {
    if (isOpenGuardError(error)) return { code: error.code, message: error.message };
    throw error;
  }
};

describe('checkOptions', () => {
  it.each([
    [
      'http://scanner.example',
      /http:\/\/scanner\.example would show the password .* use https:\/\/scanner\.example/,
    ],
    ['http://192.0.2.1:8080', /use https:\/\/192\.0\.2\.1:8080/],
    ['http://0.0.0.0', /nothing was sent/],
    ['http://localhost.example', /nothing was sent/],
    ['http://[::ffff:127.0.0.1]', /nothing was sent/],
  ])('refuses %s', (server, words) => {
    expect(refusal({ server })).toMatchObject({
      code: 'OG_TRANSPORT_PLAIN_HTTP',
      message: expect.stringMatching(words) as string,
    });
  });

  it.each(['http://127.0.0.1', 'http://127.9.9.9:81', 'http://localhost:8080', 'http://[::1]:8080', 'us'])(
    'accepts %s',
    (server) => {
      expect(refusal({ server })).toBeUndefined();
      expect(refusal({ server: server === 'us' ? server : new URL(server) })).toBeUndefined();
    },
  );

  it.each<[string, Partial<TransportOptions>, RegExp]>([
    ['a colon in the user name', { credentials: { ...credentials, user: 'a:b' } }, /contains a colon/],
    ['a pin that is none', { pin: 'abc' }, /not a SHA-256 fingerprint/],
    ['a pin for plain http', { server: 'http://127.0.0.1', pin }, /no certificate to compare with the pin/],
    ['no time', { idleTimeoutMs: 0 }, /idleTimeoutMs is 0/],
    ['endless time', { connectTimeoutMs: Infinity }, /connectTimeoutMs is Infinity/],
    ['more time than a timer has', { idleTimeoutMs: 2 ** 31 }, /from 1 to 2147483647/],
    ['a user agent of two lines', { userAgent: 'a\r\nx: y' }, /one line/],
    ['an empty user agent', { userAgent: '' }, /one line/],
    [
      'a proxy that is none',
      { environment: { HTTPS_PROXY: 'http://bob:pw4proxy@' } },
      /variable HTTPS_PROXY is not/,
    ],
    [
      'a proxy of another kind',
      { environment: { http_proxy: 'socks5://127.0.0.1' } },
      /variable HTTP_PROXY is not/,
    ],
    ['a proxy user with a stray %', { environment: { HTTPS_PROXY: 'http://b%zz@h' } }, /HTTPS_PROXY is not/],
  ])('refuses %s', (_what, options, words) => {
    const refused = refusal(options);
    expect(refused).toMatchObject({ code: 'OG_USAGE', message: expect.stringMatching(words) as string });
    expect(refused?.message).not.toMatch(/s3cr|pw4proxy|bob/);
  });

  it('names every form of the secrets, so that messages can leave them out', () => {
    const environment = { HTTPS_PROXY: 'http://bob:p%C3%A4ss@proxy.example:3128' };
    const { secrets, authorization, proxies } = checkOptions({ server: 'us', credentials, environment });
    expect(authorization).toBe(`Basic ${Buffer.from('ann:s3crêt w', 'utf8').toString('base64')}`);
    expect(secrets).toEqual(
      expect.arrayContaining(['s3crêt w', 's3cr%C3%AAt+w', 'p%C3%A4ss', 'päss', authorization.slice(6)]),
    );
    expect(proxies).toMatchObject({
      http: '',
      https: 'http://bob:p%C3%A4ss@proxy.example:3128/',
      except: '',
    });
  });

  it('reads the lower-case name first, and no proxy for loopback, however broken', () => {
    const environment = { HTTPS_PROXY: '::', https_proxy: 'proxy.example', no_proxy: 'a', NO_PROXY: 'b' };
    expect(checkOptions({ server: 'us', credentials, environment }).proxies).toMatchObject({
      https: 'http://proxy.example/',
      except: 'a',
    });
    const direct = checkOptions({
      server: 'http://127.0.0.1',
      credentials,
      environment: { HTTPS_PROXY: '::' },
    });
    expect(direct.proxies).toMatchObject({ http: '', https: '' });
  });
});
