import { attribute, element, Text } from '@openguard/codec';
import { OpenGuardError } from '@openguard/errors';
import { readXml } from '@openguard/xml';
import * as E from 'fp-ts/lib/Either.js';
import { stat } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { GREETING_SCRIPT, SCRIPTS } from '../scripts/script-table.js';
import { SNMP_SCRIPTS } from '../snmp/snmp-scripts.js';
import { startNmap } from './nmap-process.js';
import { capitaliseScriptTags } from './script-tag.js';

/** What is known of an nmap before it scans. */
export interface Installation {
  readonly version: string;
  /** Of the scripts that we know, those that it has. */
  readonly scripts: ReadonlySet<string>;
}

/** The oldest nmap whose output and scripts are known. */
const OLDEST = { major: 7, minor: 80 } as const;

const unfit = (what: string): OpenGuardError => new OpenGuardError('OG_ENGINE_MISSING', what);

const answer = async <A>(
  path: string,
  args: readonly string[],
  read: (output: AsyncIterable<Uint8Array>) => Promise<A | undefined>,
): Promise<A> => {
  const nmap = await startNmap(path, args);
  try {
    const value = await read(nmap.output);
    if (value !== undefined && (await nmap.ended).code === 0) return value;
  } finally {
    await nmap.stop();
  }
  await nmap.ended;
  throw unfit(
    `${path} does not answer "${args[0] ?? ''}" like nmap ${OLDEST.major}.${OLDEST.minor} or newer with its scripts` +
      (nmap.complaint() === '' ? '.' : `: ${nmap.complaint()}`),
  );
};

const ANSWER_BYTES = 64 * 1024;

const readVersion = async (output: AsyncIterable<Uint8Array>): Promise<string | undefined> => {
  let text = '';
  for await (const piece of output) {
    text += Buffer.from(piece).toString('latin1');
    if (text.length > ANSWER_BYTES) return undefined;
  }
  return /^Nmap version (\S+)/m.exec(text)?.[1];
};

const ScriptFile = element('Script', { filename: attribute('filename', Text) });

const readScripts = async (output: AsyncIterable<Uint8Array>): Promise<ReadonlySet<string> | undefined> => {
  const names = new Set<string>();
  for await (const event of readXml(capitaliseScriptTags(output), { 'nse-scripts': {} })) {
    if (E.isLeft(event)) return undefined;
    if (event.right.kind !== 'record') continue;
    const file = ScriptFile.decode(event.right.element);
    if (E.isLeft(file)) continue; // The list also names folders.
    const name = /([^/\\]+)\.nse$/.exec(file.right.filename)?.[1];
    if (name !== undefined) names.add(name);
  }
  return names;
};

const isNewEnough = (version: string): boolean => {
  const [, major = '', minor = ''] = /^(\d+)\.(\d+)/.exec(version) ?? [];
  return Number(major) > OLDEST.major || (Number(major) === OLDEST.major && Number(minor) >= OLDEST.minor);
};

/** Asks nmap for its version and its scripts. Rejects with `OG_ENGINE_MISSING` when it has not both, or is too old. */
export const inspectNmap = async (path: string): Promise<Installation> => {
  const version = await answer(path, ['--version'], readVersion);
  if (!isNewEnough(version))
    throw unfit(
      `${path} is nmap ${version}, which is too old: some of what it finds would be missed. ` +
        `Install ${OLDEST.major}.${OLDEST.minor} or newer.`,
    );
  const ours = [GREETING_SCRIPT, ...Object.keys(SCRIPTS), ...Object.keys(SNMP_SCRIPTS)];
  const known = ours.join(' or ');
  return { version, scripts: await answer(path, ['--script-help', known, '-oX', '-'], readScripts) };
};

/** What tells a program from another that has taken its place; undefined when there is none. */
const markOf = async (path: string): Promise<string | undefined> => {
  const folders = path.includes('/') ? [''] : (process.env['PATH'] ?? '').split(delimiter);
  for (const folder of folders) {
    try {
      const { ino, mtimeMs, size } = await stat(join(folder, path));
      return [folder, ino, mtimeMs, size].join(' ');
    } catch {
      // Expected: it is in another folder, or nowhere.
    }
  }
  return undefined;
};

/**
 * Inspects nmap as {@link inspectNmap} does, and once only: until another one has taken its place, as after an upgrade.
 * Somebody may install one after a failure, which is not remembered.
 */
export const createInspector = (path: string): (() => Promise<Installation>) => {
  let known: { readonly mark: string; readonly installation: Promise<Installation> } | undefined;
  return async () => {
    const mark = await markOf(path);
    if (mark === undefined) return inspectNmap(path);
    const asked = known?.mark === mark ? known : { mark, installation: inspectNmap(path) };
    known = asked;
    try {
      return await asked.installation;
    } catch (error) {
      if (known === asked) known = undefined;
      throw error;
    }
  };
};
