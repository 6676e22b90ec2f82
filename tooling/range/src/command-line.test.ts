import { describe, expect, it } from 'vitest';
import { readCommandLine } from './command-line.js';

describe('readCommandLine', () => {
  it('reads what to do and how', () => {
    expect(readCommandLine(['run', '--seed', '7', '--small', '--', 'nmap', '-sn'])).toMatchObject({
      command: 'run',
      seed: 7,
      size: 'small',
      program: ['nmap', '-sn'],
    });
    expect(readCommandLine(['--help'])).toMatchObject({ command: 'help' });
  });

  it.each([[[]], [['run']], [['up', 'nmap']], [['no']], [['up', '--seed', '0']], [['up', '--unknown']]])(
    'refuses %j',
    (args) => {
      expect(() => readCommandLine(args)).toThrow();
    },
  );
});
