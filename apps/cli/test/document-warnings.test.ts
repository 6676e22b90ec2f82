import type { EndItem, Notice } from '@openguard/model';
import { describe, expect, it } from 'vitest';
import { documentWarnings } from '../src/document-warnings.js';

const endWith = (...notices: readonly Notice[]): EndItem => ({ kind: 'end', hosts: 1, findings: 0, notices });

describe('what is said of a document', () => {
  it.each([
    [[], undefined],
    [[{ path: '/SCAN/@x', text: '1' }], undefined],
    [[{ path: '/SCAN/FOO', text: '1' }], /^1 part of the document was not understood.*here: \/SCAN\/FOO;/],
    [
      [
        { path: '/SCAN/FOO', text: '1' },
        { path: '/SCAN/BAR', count: 799_000 },
        { path: '/SCAN/@x', count: 5 },
      ],
      /^799001 parts of the document were not understood.*\/SCAN\/FOO is the first/,
    ],
  ])('counts every part that was not understood: %j', (notices, words) => {
    const [warning] = documentWarnings(endWith(...notices));
    if (words === undefined) expect(warning).toBeUndefined();
    else expect(warning).toMatch(words);
  });
});
