import { expect, it } from 'vitest';
import { detectPrivilege, mayUseRawSockets } from './privilege.js';

const ALL = '000001ffffffffff';
const NONE = '0000000000000000';
const RAW = '0000000000002000';
const status = (effective: string, ambient: string) =>
  `Name:\tnode\nCapInh:\t${NONE}\nCapEff:\t${effective}\nCapBnd:\t${ALL}\nCapAmb:\t${ambient}\n`;

it.each([
  ['root', 0, status(ALL, NONE), true],
  ['root of a container without the capability', 0, status('00000000a80405fb', NONE), false],
  ['root of a container with it', 0, status('00000000a80425fb', NONE), true],
  ['a user', 1000, status(NONE, NONE), false],
  ['a user whose programs inherit the capability', 1000, status(RAW, RAW), true],
  ['a user who has it, but whose programs do not inherit it', 1000, status(RAW, NONE), false],
  ['no such lines', 0, 'Name:\tnode\n', false],
])('%s', (_, uid, text, expected) => {
  expect(mayUseRawSockets(text, uid)).toBe(expected);
});

it('is found out for this process', () => {
  expect(typeof detectPrivilege()).toBe('boolean');
});
