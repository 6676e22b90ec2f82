import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';

/** The file of a store in a directory. */
export const fileOf = (directory: string): string => join(resolve(directory), 'openguard.db');

/** Whether a directory holds a store, which opening it would otherwise make. */
export const holdsStore = (directory: string): boolean => existsSync(fileOf(directory));
