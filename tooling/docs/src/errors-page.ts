import { ERROR_CODES, type ErrorFamily } from '@openguard/errors';

/** The exit code of a command that fails with an error of a family. */
export const EXIT_CODES: Readonly<Record<ErrorFamily, number>> = {
  usage: 2,
  refused: 3,
  transport: 4,
  document: 5,
  engine: 6,
  storage: 7,
};

const row = (code: string, family: ErrorFamily, means: string): string =>
  `| \`${code}\` | ${family} | ${EXIT_CODES[family]} | ${means} |`;

/** The page of every error code, as Markdown. */
export const errorsPage = (): string => {
  const rows = Object.entries(ERROR_CODES).map(([code, { family, means }]) => row(code, family, means));
  return `# Error codes

Every error of OpenGuard carries a \`code\` that never changes its meaning; programs match on it. A command that
fails with it ends with the exit code of its family. Exit code 0 means done, 1 that a threshold which the user set
was crossed, and 130 that the command was interrupted.

| code | family | exit code | what it means |
|---|---|---|---|
${rows.join('\n')}

This page is generated: \`pnpm --filter @openguard/docs run write\`.
`;
};
