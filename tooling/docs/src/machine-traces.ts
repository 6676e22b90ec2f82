/** Package registries and mirrors; the brackets keep this file from naming one itself. */
const REGISTRY_HOSTS =
  /\b(?:registry[.](?:npmjs|yarnpkg|npmmirror)[.]|npm[.]pkg[.]github|npm[.]jsr[.]|(?:deb|security)[.]debian[.])/i;

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

/** A path counts where it stands as a whole; one of a single step (`/src`) is a word like any other. */
const pathPattern = (path: string): RegExp | undefined =>
  path.split('/').filter((step) => step !== '').length < 2
    ? undefined
    : new RegExp(`(?<![\\w.-])${escaped(path)}(?![\\w-])`);

/**
 * What a text tells about the machine that it was written on: registry hosts, and any of `paths` (the
 * checkout, a home directory).
 */
export const machineTraces = (text: string, paths: readonly string[]): readonly string[] =>
  [REGISTRY_HOSTS, ...paths.map(pathPattern)].flatMap((pattern) => {
    const found = pattern?.exec(text)?.[0];
    return found === undefined ? [] : [found];
  });

/** Lines of a lock file that record where a package is downloaded from. */
export const downloadLines = (lock: string): readonly string[] =>
  lock
    .split('\n')
    .filter((line) => /\btarball:|https?:\/\/\S+[.](?:tgz|tar[.]gz)\b|^\s+resolution:.*:\/\//.test(line));
