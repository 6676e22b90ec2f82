import { setFlagsFromString } from 'node:v8';

/**
 * Keeps the room for short-lived objects as small as it is. Node doubles it, up to a third of 100 MB, each time that
 * enough of them are in use while garbage is collected; where a document of a gigabyte flows through, that comes
 * about by chance, again and again, and is of no use: it takes as long without.
 */
export const keepGarbageSmall = (): void => {
  setFlagsFromString('--semi-space-growth-factor=1');
};
