import { OpenGuardError } from '@openguard/errors';
import { describe, expect, it } from 'vitest';
import { describeFailure, type Circumstances } from './failure.js';
import { NOT_LOOPBACK } from './loopback.js';

const circumstances: Circumstances = {
  where: 'https://scanner.example',
  connectTimeoutMs: 10_000,
  idleTimeoutMs: 600_000,
  secrets: ['s3cr t'],
};

const coded = (code: string, message = 'foreign words'): Error => Object.assign(new Error(message), { code });

const named = (name: string): Error => Object.assign(new Error('foreign words'), { name });

describe('before the headers', () => {
  it.each([
    [coded('ECONNREFUSED'), 'OG_TRANSPORT_UNREACHABLE', /nothing accepts connections/],
    [coded('EHOSTUNREACH'), 'OG_TRANSPORT_UNREACHABLE', /nothing accepts connections/],
    [coded('ENETUNREACH'), 'OG_TRANSPORT_UNREACHABLE', /nothing accepts connections/],
    [coded('ENOTFOUND'), 'OG_TRANSPORT_UNKNOWN_HOST', /has no address/],
    [coded('EAI_AGAIN'), 'OG_TRANSPORT_UNKNOWN_HOST', /could not be looked up/],
    [coded('ETIMEDOUT'), 'OG_TRANSPORT_TIMEOUT', /does not respond/],
    [coded('UND_ERR_CONNECT_TIMEOUT'), 'OG_TRANSPORT_TIMEOUT', /within 10 s/],
    [coded('UND_ERR_HEADERS_TIMEOUT'), 'OG_TRANSPORT_TIMEOUT', /sent nothing for 600 s/],
    [coded('EPROTO'), 'OG_TRANSPORT_TLS', /did not agree on TLS/],
    [coded('ERR_SSL_WRONG_VERSION_NUMBER'), 'OG_TRANSPORT_TLS', /did not agree on TLS/],
    [coded('UND_ERR_SOCKET'), 'OG_TRANSPORT_CLOSED', /before it replied/],
    [coded('ECONNRESET'), 'OG_TRANSPORT_CLOSED', /before it replied/],
    [coded('UND_ERR_HEADERS_OVERFLOW'), 'OG_TRANSPORT_CLOSED', /not HTTP/],
    [named('HTTPParserError'), 'OG_TRANSPORT_CLOSED', /not HTTP/],
    [coded(NOT_LOOPBACK), 'OG_TRANSPORT_PLAIN_HTTP', /leads beyond loopback here/],
  ])('%o is %s', (error, code, words) => {
    const described = describeFailure(error, circumstances);
    expect(described).toMatchObject({ code, cause: { message: 'foreign words' } });
    expect(described).toHaveProperty('message', expect.stringMatching(words));
    expect(described).toHaveProperty('message', expect.stringMatching(/https:\/\/scanner\.example.*[;,] /));
  });
});

describe('after the headers', () => {
  it.each([
    [coded('UND_ERR_SOCKET'), 'OG_REPLY_TRUNCATED', /broke off after 42 bytes/],
    [coded('ECONNRESET'), 'OG_REPLY_TRUNCATED', /broke off after 42 bytes/],
    [coded('ETIMEDOUT'), 'OG_REPLY_TRUNCATED', /broke off after 42 bytes/],
    [coded('UND_ERR_RES_CONTENT_LENGTH_MISMATCH'), 'OG_REPLY_TRUNCATED', /after 42 bytes/],
    [named('HTTPParserError'), 'OG_REPLY_TRUNCATED', /after 42 bytes/],
    [coded('UND_ERR_BODY_TIMEOUT'), 'OG_TRANSPORT_TIMEOUT', /fell silent for 600 s after 42 bytes/],
  ])('%o is %s', (error, code, words) => {
    const described = describeFailure(error, { ...circumstances, received: 42 });
    expect(described).toMatchObject({ code });
    expect(described).toHaveProperty('message', expect.stringMatching(words));
  });
});

it('keeps secrets and odd characters of others out of the message and the cause', () => {
  const error = Object.assign(coded('UND_ERR_ABORTED', 'Proxy said s3cr t, s3cr%20t\u001b[31m'), {
    data: 's3cr t',
  });
  const described = describeFailure(error, circumstances);
  expect(described).toMatchObject({
    code: 'OG_TRANSPORT_UNREACHABLE',
    message: expect.stringContaining('(Proxy said ***, ***?[31m)') as string,
    cause: { message: 'Proxy said ***, ***?[31m' },
  });
  expect(described).not.toHaveProperty('cause.data');
});

it.each([
  new TypeError('a fault of ours'),
  coded('UND_ERR_INVALID_ARG'),
  coded('ERR_INVALID_ARG_TYPE'),
  new OpenGuardError('OG_TRANSPORT_TLS', 'worded already'),
  'not an error',
])('hands %o back as it is', (error) => {
  expect(describeFailure(error, circumstances)).toBe(error);
  expect(describeFailure(error, { ...circumstances, received: 1 })).toBe(error);
});
