/** The sources that tell the version of their package. */
export const VERSION_FILES: readonly { readonly name: string; readonly file: string }[] = [
  { name: 'openguard', file: 'apps/cli/src/version.ts' },
  { name: 'openguard-server', file: 'apps/server/src/version.ts' },
  { name: '@openguard/transport', file: 'packages/transport/src/user-agent.ts' },
];

const VERSION = /(?<=['/])\d+\.\d+\.\d+(?:-[\w.]+)?(?=';)/;

/** A source with another version; throws when it tells none. */
export const withVersion = (source: string, version: string): string => {
  if (!VERSION.test(source)) throw new Error(`this source tells no version:\n${source}`);
  return source.replace(VERSION, version);
};
