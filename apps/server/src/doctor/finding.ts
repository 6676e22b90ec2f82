/** How bad something is: `warn` works and should be looked at, `fail` does not work. */
type Level = 'ok' | 'warn' | 'fail';

/** What was found out about one thing that the server needs. */
export interface Finding {
  readonly name: string;
  readonly level: Level;
  readonly found: string;
  /** What to do about it; nothing for what is ok. */
  readonly advice?: string;
}

export const ok = (name: string, found: string): Finding => ({ name, level: 'ok', found });

export const warn = (name: string, found: string, advice: string): Finding => ({
  name,
  level: 'warn',
  found,
  advice,
});

export const fail = (name: string, found: string, advice: string): Finding => ({
  name,
  level: 'fail',
  found,
  advice,
});

/** What the system said went wrong, in a word such as `EACCES`; rethrows what is no error of the system. */
export const systemCode = (error: unknown): string => {
  if (!(error instanceof Error && 'code' in error)) throw error;
  return String(error.code);
};
