import { OpenGuardError, type ErrorCode } from '@openguard/errors';
import { expect, it } from 'vitest';
import { publicReason } from './public-reason.js';

const FULL = 'The disk of the server is full; what was stored before is still there.';
const STORE = 'The store of the server failed; its log says why.';

it.each<[ErrorCode, string, string]>([
  ['OG_STORE_FULL', 'the store /var/lib/x.db cannot add scan/1.2: the disk is full', FULL],
  ['OG_STORE_FAILED', 'the store /var/lib/x.db cannot read account "ann": it is closed', STORE],
  ['OG_ENGINE_EXIT', 'nmap was killed by SIGKILL.', 'nmap was killed by SIGKILL.'],
  ['OG_ENGINE_EXIT', 'nmap: see /usr/share/nmap/a-b.lua:12', 'nmap: see (path):12'],
  ['OG_ENGINE_EXIT', "'/etc/x' and ~/.nmap/y, open:/z", "'(path)' and (path), open:(path)"],
  [
    'OG_ENGINE_OUTPUT',
    'host/@addr of 127.0.0.0/8 and/or </host>',
    'host/@addr of 127.0.0.0/8 and/or </host>',
  ],
  ['OG_ENGINE_EXIT', 'read https://nmap.org/book/', 'read https://nmap.org/book/'],
])('of %s: %s', (code, message, said) => {
  const logged: unknown[] = [];
  const error = new OpenGuardError(code, message);
  expect(publicReason(error, (each) => logged.push(each))).toBe(said);
  expect(logged).toEqual(said === message ? [] : [error]);
});

it('of an error that is none of ours says nothing', () => {
  const logged: unknown[] = [];
  const error = new TypeError('/home/ann/secret');
  expect(publicReason(error, (each) => logged.push(each))).toBe('The server failed; its log says why.');
  expect(logged).toEqual([error]);
});
