import { unpack } from '@publint/pack';
import { readFile } from 'node:fs/promises';

/** The files of a package's tarball, by their paths inside the package. */
export type Tarball = ReadonlyMap<string, Uint8Array>;

/** The bytes of a file in a buffer of their own. */
export const bufferOf = async (file: string): Promise<ArrayBuffer> => {
  const bytes = await readFile(file);
  return new Uint8Array(bytes).buffer;
};

/** Reads a tarball. */
export const readTarball = async (file: string): Promise<Tarball> => {
  const { files, rootDir } = await unpack(await bufferOf(file));
  return new Map(files.map(({ name, data }) => [name.slice(rootDir.length + 1), data]));
};

/** A file of a tarball as text; throws when it is not there. */
export const textIn = (tarball: Tarball, path: string): string => {
  const bytes = tarball.get(path);
  if (bytes === undefined) throw new Error(`the tarball holds no ${path}`);
  return new TextDecoder().decode(bytes);
};
