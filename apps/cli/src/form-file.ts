import { isUtf8 } from 'node:buffer';
import { OpenGuardError } from '@openguard/errors';
import { fileBytes } from './input.js';
import type { Io } from './io.js';

/** No form is larger than this; some other file is. */
const LARGEST = 64 * 1024 * 1024;

const fault = (path: string, reason: string): OpenGuardError =>
  new OpenGuardError('OG_INPUT_FILE', `the form ${path} cannot be used: ${reason}`);

const parse = (path: string, text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw fault(path, 'it is not JSON');
  }
};

/**
 * Reads a form that is kept as a JSON object, whatever its values are. Rejects with `OG_INPUT_FILE` when it is
 * something else.
 */
export const readForm = async (path: string, io: Io): Promise<ReadonlyMap<string, unknown>> => {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of fileBytes(path, io)) {
    length += chunk.length;
    if (length > LARGEST) throw fault(path, `it is larger than ${LARGEST / 1024 / 1024} MB`);
    chunks.push(Uint8Array.from(chunk));
  }
  const bytes = Buffer.concat(chunks);
  if (!isUtf8(bytes)) throw fault(path, 'it is not UTF-8');
  const value = parse(path, bytes.toString('utf8').replace(/^\ufeff/, ''));
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw fault(path, 'it is no JSON object, such as {"firstname":"Ann","lastname":"Example"}');
  return new Map(Object.entries(value));
};
