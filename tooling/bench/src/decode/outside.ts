import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { Kind } from './kind.js';

const program = (name: string): string => fileURLToPath(new URL(`../../python/${name}.py`, import.meta.url));

/** A reader that is no Node program. */
export interface OutsideReader {
  readonly name: string;
  /** The Python that measures it. */
  readonly python: string;
  readonly command: (kind: Kind, file: string) => readonly string[];
  /** Whether it hands over the five fields; `xmllint` only looks whether the document is well-formed. */
  readonly extracts: boolean;
  readonly version: string;
}

/** What is installed here, and the names of what is not. */
export interface Outside {
  readonly readers: readonly OutsideReader[];
  readonly missing: readonly string[];
}

export const XMLLINT = 'xmllint --stream';
export const PYEXPAT = 'pyexpat';
export const LXML = 'lxml iterparse';

const VERSIONS = {
  [PYEXPAT]: 'from xml.parsers import expat; print(expat.EXPAT_VERSION)',
  [LXML]:
    'from lxml import etree as e; print(".".join(map(str, e.LXML_VERSION[:3])), "on libxml2", ".".join(map(str, e.LIBXML_VERSION)))',
} as const;

/** What a program prints; nothing when it is not there or fails. */
const printed = (command: string, args: readonly string[]): string | undefined => {
  const { status, stdout, stderr } = spawnSync(command, args, { encoding: 'utf8' });
  return status === 0 ? `${stdout}${stderr}`.trim() : undefined;
};

// A system's own Python has the system's packages, and starts without a detour.
const PYTHONS = ['/usr/bin/python3', 'python3'] as const;

const findPython = (): string | undefined => {
  const there = PYTHONS.filter((python) => printed(python, ['-c', '0']) !== undefined);
  return there.find((python) => printed(python, ['-c', VERSIONS[LXML]]) !== undefined) ?? there[0];
};

const pythonReader = (
  name: typeof PYEXPAT | typeof LXML,
  file: string,
  python: string,
): OutsideReader | undefined => {
  const version = printed(python, ['-c', VERSIONS[name]]);
  if (version === undefined) return undefined;
  const command: OutsideReader['command'] = (kind, path) => [python, '-B', program(file), kind, path];
  return { name, python, command, extracts: true, version };
};

const xmllintReader = (python: string): OutsideReader | undefined => {
  const words = printed('xmllint', ['--version']);
  if (words === undefined) return undefined;
  const version = `on libxml2 ${/version ([0-9]+)/.exec(words)?.[1] ?? 'of some version'}`;
  const command: OutsideReader['command'] = (_, path) => [
    'xmllint',
    '--stream',
    '--noout',
    '--huge',
    '--nonet',
    path,
  ];
  return { name: XMLLINT, python, command, extracts: false, version };
};

/** Looks for xmllint and for Python's readers; without a Python nothing outside Node can be measured. */
export const findOutside = (): Outside => {
  const names = [XMLLINT, PYEXPAT, LXML];
  const python = findPython();
  if (python === undefined) return { readers: [], missing: names };
  const readers = [
    xmllintReader(python),
    pythonReader(PYEXPAT, 'read_with_pyexpat', python),
    pythonReader(LXML, 'read_with_lxml', python),
  ].filter((reader) => reader !== undefined);
  return { readers, missing: names.filter((name) => readers.every((reader) => reader.name !== name)) };
};
