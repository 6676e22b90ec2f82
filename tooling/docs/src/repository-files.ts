import { execFileSync } from 'node:child_process';

/** The files of the repository, those not yet added included, those ignored not; relative to the root. */
export const repositoryFiles = (root: string): readonly string[] =>
  execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard', '-z'], {
    cwd: root,
    encoding: 'utf8',
  })
    .split('\0')
    .filter((file) => file !== '');
