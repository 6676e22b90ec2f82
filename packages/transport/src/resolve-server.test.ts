import { isOpenGuardError } from '@openguard/errors';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { resolveServer } from './resolve-server.js';

/** What the refusal of a text says. */
const refusal = (text: string): string => {
  try {
    return `accepted as ${resolveServer(text).href}`;
  } catch (error) {
    if (isOpenGuardError(error) && error.code === 'OG_USAGE') return error.message;
    throw error;
  }
};

describe('resolveServer', () => {
  it.each([
    ['us', 'https://www.us.qualys.com/'],
    ['fr', 'https://www.fr.qualys.com/'],
    ['FR', 'https://www.fr.qualys.com/'],
    ['qualysapi.qualys.eu', 'https://qualysapi.qualys.eu/'],
    ['scanner.example:8443', 'https://scanner.example:8443/'],
    ['scanner.example:443', 'https://scanner.example/'],
    ['127.0.0.1:8080', 'https://127.0.0.1:8080/'],
    ['localhost:8080', 'https://localhost:8080/'],
    ['[::1]:8443', 'https://[::1]:8443/'],
    ['http://127.0.0.1:8080', 'http://127.0.0.1:8080/'],
    ['HTTPS://Scanner.Example/', 'https://scanner.example/'],
    [' us\n', 'https://www.us.qualys.com/'],
  ])('%j is %s', (text, href) => {
    expect(resolveServer(text).href).toBe(href);
  });

  it.each([
    ['', /is empty; write us, fr, HOST/],
    ['  ', /is empty/],
    ['two words', /holds a character that no address has/],
    ['exa\tmple.com', /holds a character/],
    ['https:\\\\host', /holds a character/],
    ['host\u001b[31m', /"host\?\[31m"/],
    ['host:port', /neither a host nor a URL/],
    ['host:70000', /neither a host nor a URL/],
    ['host:0', /port 0/],
    ['::1', /neither a host nor a URL/],
    ['1.2.3.4.5', /neither a host nor a URL/],
    ['127.1', /not an address of four decimal numbers; if you mean 127\.0\.0\.1/],
    ['http://0x7f.1:80', /not an address of four/],
    ['2130706433', /not an address of four/],
    ['127.0.0.010', /not an address of four/],
    ['ftp://host', /does not begin with https/],
    ['javascript://host', /does not begin with https/],
    ['host/msp/', /more than a host and a port; write https:\/\/host$/],
    ['https://host/?x=1', /more than a host and a port/],
    ['https://host/#x', /more than a host and a port/],
    ['https://', /neither a host nor a URL/],
  ])('refuses %j', (text, words) => {
    expect(refusal(text)).toMatch(words);
  });

  it.each([
    'https://ann:s3cret@host',
    'ann:s3cret@host',
    'https://ann:s3/cret@host',
    'https://us:1#s3cret@host',
    'https://ann:s3cret@ho st',
    's3cret@',
  ])('refuses %s and repeats nothing of it', (text) => {
    expect(refusal(text)).toMatch(/must not contain a user name or password/);
    expect(refusal(text)).not.toMatch(/s3|cret|ann/);
  });

  it('gives an origin or a refusal for any text, and what it gives is a fixed point', () => {
    const unit = fc.constantFrom(
      ...'h t p s : / . @ # ? [ ] 0 1 2 7 8 x -'.split(' '),
      'localhost',
      'http://',
      ' ',
    );
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit, maxLength: 12 }), fc.webUrl(), fc.string()), (text) => {
        const said = refusal(text);
        if (!said.startsWith('accepted as ')) return;
        const url = resolveServer(text);
        expect(url.href).toBe(`${url.origin}/`);
        expect(url.protocol).toMatch(/^https?:$/);
        expect(resolveServer(url.href).href).toBe(url.href);
      }),
    );
  });
});
