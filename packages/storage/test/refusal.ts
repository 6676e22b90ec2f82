import { isOpenGuardError, type ErrorCode } from '@openguard/errors';
import { expect } from 'vitest';

/** Asserts that a call rejects with a code of ours, in one line that matches. */
export const expectRefusal = async (call: Promise<unknown>, code: ErrorCode, words = /./): Promise<void> => {
  const refused: unknown = await call.then(
    (value) => ({ resolvedTo: value }),
    (error: unknown) => error,
  );
  if (!isOpenGuardError(refused)) throw new Error('not refused by an error of ours', { cause: refused });
  expect(refused.code).toBe(code);
  expect(refused.message).toMatch(words);
  expect(refused.message.split('\n')).toHaveLength(1);
};
