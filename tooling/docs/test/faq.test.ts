import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';

const ROOT = new URL('../../../', import.meta.url);
const page = readFileSync(new URL('docs/faq.md', ROOT), 'utf8');
const answers = page.split(/^## /m).slice(1);

it('the FAQ of 2001 had eleven questions', () => {
  expect(answers).toHaveLength(11);
});

it.each(answers.map((answer) => [answer.split('\n', 1)[0] ?? '', answer] as const))(
  '%s names a test that is there',
  (_, answer) => {
    const proofs = [...answer.matchAll(/^- `([\w/.-]+\.ts)`: (.+)$/gm)];
    expect(proofs.length).toBeGreaterThan(0);
    for (const [, file = '', title = ''] of proofs) {
      expect(readFileSync(new URL(file, ROOT), 'utf8'), file).toContain(title);
    }
    for (const [, link = ''] of answer.matchAll(/\]\(([^)]+)\)/g)) {
      expect(readFileSync(new URL(`docs/${link}`, ROOT), 'utf8')).not.toBe('');
    }
  },
);
