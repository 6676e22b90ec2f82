import { mkdirSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Children } from '../src/children.js';
import { ensureNmap } from '../src/nmap.js';
import { like, Sandbox } from './sandbox.js';

let box: Sandbox;
beforeEach(() => {
  box = new Sandbox();
  mkdirSync(box.path('bin'));
  for (const name of ['sudo', 'doas']) manager(name, 'exit 1');
});
afterEach(() => box.remove());

const manager = (name: string, script: string) =>
  box.program(`bin/${name}`, `echo "${name} $*" >> '${box.path('log')}'\n${script}`);
const PUTS_NMAP = () =>
  `echo '#!/bin/sh' > '${box.path('bin/nmap')}'; /bin/chmod +x '${box.path('bin/nmap')}'`;

const ensure = (options: { platform?: NodeJS.Platform; root?: boolean; answer?: string } = {}) =>
  ensureNmap({
    children: new Children(new AbortController().signal),
    environment: { PATH: box.path('bin') },
    platform: options.platform ?? 'linux',
    root: options.root ?? false,
    ask: options.answer === undefined ? undefined : () => Promise.resolve(options.answer ?? ''),
  });
const refusal = (message: RegExp) => ({ exitCode: 6, message: like(message) });

describe('ensureNmap', () => {
  it('does nothing where nmap is there', async () => {
    box.program('bin/nmap', 'exit 0');
    manager('apt-get', 'exit 1');
    await ensure({ root: true });
    expect(box.lines('log')).toEqual([]);
  });

  it('installs as root, and renews the lists when that is needed', async () => {
    manager(
      'apt-get',
      `[ "$1" = update ] && : > '${box.path('lists')}'\n[ -e '${box.path('lists')}' ] || exit 100\n${PUTS_NMAP()}`,
    );
    await ensure({ root: true });
    expect(box.lines('log')).toEqual([
      'apt-get install --yes --no-install-recommends nmap',
      'apt-get update',
      'apt-get install --yes --no-install-recommends nmap',
    ]);
  });

  it('says when that fails', async () => {
    manager('apt-get', 'exit 100');
    await expect(ensure({ root: true })).rejects.toMatchObject(refusal(/^apt-get could not install nmap/));
  });

  it.each([
    ['apt-get', 'sudo apt-get install nmap'],
    ['dnf', 'sudo dnf install nmap'],
    ['apk', 'sudo apk add nmap nmap-scripts'],
    ['pacman', 'sudo pacman -S nmap'],
  ])('names the command of %s to those who are not root, and runs nothing', async (name, command) => {
    manager(name, PUTS_NMAP());
    await expect(ensure({ answer: 'yes' })).rejects.toMatchObject(refusal(new RegExp(`with: ${command}$`)));
    expect(box.lines('log')).toEqual([]);
  });

  it('says so where it knows no package manager', async () => {
    await expect(ensure({ root: true })).rejects.toMatchObject(
      refusal(/^nmap is not on the PATH; install nmap as/),
    );
  });

  it('installs with Homebrew after a yes only', async () => {
    manager('brew', PUTS_NMAP());
    for (const answer of ['no', '', undefined]) {
      const options = answer === undefined ? {} : { answer };
      await expect(ensure({ platform: 'darwin', ...options })).rejects.toMatchObject(
        refusal(/with: brew install nmap$/),
      );
    }
    expect(box.lines('log')).toEqual([]);
    await ensure({ platform: 'darwin', answer: 'yes' });
    expect(box.lines('log')).toEqual(['brew install nmap']);
  });
});
