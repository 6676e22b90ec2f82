/** What installing one package alone costs. */
export interface Cost {
  readonly name: string;
  /** The other packages that come with it. */
  readonly brings: readonly string[];
  /** All of `node_modules`, in bytes. */
  readonly bytes: number;
  /** What an import adds to the start of a program, or what a command takes to tell its version. */
  readonly milliseconds: number;
}

const kilobytes = (bytes: number): string => `${Math.round(bytes / 1000).toLocaleString('en')} kB`;

const row = ({ name, brings, bytes, milliseconds }: Cost): string => {
  const names = brings.map((other) => `\`${other}\``).join(' ') || 'nothing';
  return `| \`${name}\` | ${names} | ${kilobytes(bytes)} | ${Math.round(milliseconds)} ms |`;
};

const ROW = /^\| `(?<name>[^`]+)` \| (?<brings>[^|]+) \|/;

/** Which packages come with each one, as the page says. */
export const readPackagesPage = (markdown: string): ReadonlyMap<string, readonly string[]> =>
  new Map(
    markdown.split('\n').flatMap((line): [string, readonly string[]][] => {
      const { name, brings = '' } = ROW.exec(line)?.groups ?? {};
      return name === undefined
        ? []
        : [[name, [...brings.matchAll(/`([^`]+)`/g)].map(([, other = '']) => other)]];
    }),
  );

/** The page that says how packages are installed and what each of them costs, as Markdown. */
export const packagesPage = (
  libraries: readonly Cost[],
  commands: readonly Cost[],
  machine: string,
): string =>
  `# Installing the packages

A library is installed by its name, alone, and what it needs comes with it; a command is installed from its tarball:

\`\`\`sh
npm install @openguard/client
npm install --global ./openguard-*.tgz ./openguard-server-*.tgz
\`\`\`

Nothing has been published yet; [publishing](publishing.md) says how tarballs are made. On the public npm registry the
name \`openguard\` belongs to an unrelated project.

They are ES modules for Node 22.19 or newer. \`xml\`, \`codec\`, \`model\`, \`targets\`, \`reports\`, \`analytics\` and
\`enrollment\` use nothing of Node's own and are bundled for browsers as well. The README of each shows a program, which is
tried on the oldest Node that is supported, on 24 and on 26.

fp-ts and io-ts are peers: types of theirs are part of the packages' own, so that a program has one copy of each. npm and
pnpm install them by themselves.

## Libraries

What comes with each when it is installed alone, what all of that takes on disk, and what importing it adds to the start
of a program.

| package | comes with | on disk | import |
|---|---|---|---|
${libraries.map(row).join('\n')}

\`@openguard/transport\` loads undici with the first request, not when it is imported.

## Commands

A command is one bundle without dependencies; the licences of others' code in it are in its \`dist/THIRD-PARTY.md\`.

| package | comes with | on disk | \`--version\` |
|---|---|---|---|
${commands.map(row).join('\n')}

Times are the best of 15 runs on ${machine}; a test holds what comes with each package. This page is generated:
\`pnpm --filter @openguard/publish run write\`.
`;
