import { expect, it } from 'vitest';
import { worstFirst } from './vulnerabilities.js';

it('lists the worst first, then by address as a number', () => {
  const list = [
    { ip: '192.0.2.10', id: 'b', severity: 3 as const },
    { ip: '192.0.2.9', id: 'a', severity: 3 as const, port: 80 },
    { ip: '192.0.2.9', id: 'z', severity: 3 as const, port: 22 },
    { ip: '192.0.2.200', id: 'c', severity: 5 as const },
  ];
  expect(worstFirst(list).map(({ id }) => id)).toEqual(['c', 'z', 'a', 'b']);
});
