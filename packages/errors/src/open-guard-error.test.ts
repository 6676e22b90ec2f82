import { expect, it } from 'vitest';
import { familyOf, isOpenGuardError, OpenGuardError } from './index.js';

it('carries a stable code and its cause', () => {
  const cause = new TypeError('x');
  const error = new OpenGuardError('OG_TRANSPORT_TLS', 'not trusted', { cause });
  expect(error).toMatchObject({
    name: 'OpenGuardError',
    code: 'OG_TRANSPORT_TLS',
    message: 'not trusted',
    cause,
  });
  expect(familyOf(error.code)).toBe('transport');
});

it('tells its own errors from others', () => {
  expect(isOpenGuardError(new OpenGuardError('OG_USAGE', 'x'))).toBe(true);
  expect(isOpenGuardError(Object.assign(new Error('x'), { code: 'OG_USAGE' }))).toBe(true);
  expect(isOpenGuardError(Object.assign(new Error('x'), { code: 'ENOENT' }))).toBe(false);
  expect(isOpenGuardError('OG_USAGE')).toBe(false);
});
