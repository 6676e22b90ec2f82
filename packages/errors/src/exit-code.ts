import { familyOf, type ErrorCode, type ErrorFamily } from './code.js';

/** The exit code of a command that ends with an error of each family. 0 is done, 1 a threshold that was crossed. */
export const EXIT_CODES: Readonly<Record<ErrorFamily, number>> = {
  usage: 2,
  refused: 3,
  transport: 4,
  document: 5,
  engine: 6,
  storage: 7,
};

/** The exit code that an error code stands for. */
export const exitCodeOf = (code: ErrorCode): number => EXIT_CODES[familyOf(code)];
