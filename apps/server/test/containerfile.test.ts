import { validate } from 'dockerfile-utils';
import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';

const text = readFileSync(new URL('../deploy/Containerfile', import.meta.url), 'utf8');
const valuesOf = (instruction: string): readonly string[] =>
  [...text.matchAll(new RegExp(`^${instruction} (.+)$`, 'gm'))].map(([, value = '']) => value);

const problemsOf = (containerfile: string): readonly string[] =>
  validate(containerfile).map(({ message, range }) => JSON.stringify([range.start.line + 1, message]));

it('the Containerfile has no fault that a linter knows', () => {
  expect(problemsOf(text)).toEqual([]);
  expect(problemsOf(text.replace('EXPOSE 8443', 'EXPOSE here').replace('COPY ', 'COPPY '))).toHaveLength(2);
});

it('it runs as a user who owns nothing, from an image with a version, and holds no secret', () => {
  expect(valuesOf('USER')).toEqual(['10001']);
  expect(valuesOf('FROM')).toEqual([expect.stringMatching(/^docker\.io\/library\/node:\d+-[a-z]+-slim$/)]);
  expect(valuesOf('ARG')).toEqual([]);
  expect(valuesOf('ENV')).toEqual(['MALLOC_ARENA_MAX=1']);
});
