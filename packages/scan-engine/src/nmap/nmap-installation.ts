import { attribute, element, Text } from '@openguard/codec';
import { OpenGuardError } from '@openguard/errors';
import { readXml } from '@openguard/xml';
import * as E from 'fp-ts/lib/Either.js';
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
  throw new OpenGuardError(
    'OG_ENGINE_MISSING',
    `${path} does not answer "${args[0] ?? ''}" like nmap 7.80 or newer with its scripts` +
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

/** Asks nmap for its version and its scripts. Rejects with `OG_ENGINE_MISSING` when it has not both. */
export const inspectNmap = async (path: string): Promise<Installation> => {
  const ours = [GREETING_SCRIPT, ...Object.keys(SCRIPTS), ...Object.keys(SNMP_SCRIPTS)];
  const known = ours.join(' or ');
  return {
    version: await answer(path, ['--version'], readVersion),
    scripts: await answer(path, ['--script-help', known, '-oX', '-'], readScripts),
  };
};
