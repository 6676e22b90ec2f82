import { exitCodeOf, isOpenGuardError, OpenGuardError } from '@openguard/errors';
import { parseArgs } from 'node:util';
import type { Command } from './command.js';
import { endSoon, Interrupted, untilInterrupted } from './interruption.js';
import type { Io } from './io.js';
import { ReaderGone, write } from './output.js';
import { printable } from '@openguard/render';
import { VERSION } from './version.js';

const SUMMARY = `openguard: assess hosts and read the reports of a QualysGuard API

  openguard get FUNCTION [name=value ...]     one authenticated request, the reply as received
  openguard scan TARGETS [--save] [-o FILE]   scan, and wait until the report is complete
  openguard scans [--target IP] [--last]      list saved scans
  openguard report REF [--target IP] [-o FILE]  a saved report again
  openguard vulnsummary SOURCE [--long]       vulnerabilities, worst first
  openguard score SOURCE                      the sum of their severities
  openguard compare TARGETS                   scan, and compare with the newest saved scan of the same targets
  openguard compare [EARLIER ...] OLD NEW     compare two reports; earlier ones tell what had been fixed
  openguard import FILE ...                   take reports into a history of your own
  openguard history [RANGE]                   what is open, since when, and how the score went
  openguard accept [CHECK] ...                accept a risk for a time; it is still shown
  openguard map DOMAIN|REF [--save] [-o FILE]  map the hosts and routers of a domain, or show a saved map
  openguard maps [--domain D] [--last]        list saved maps
  openguard running                           the scans and maps that run
  openguard cancel REF                        stop one of them
  openguard delete REF                        delete a saved report or map
  openguard enroll [--file JSON] [FIELD=VALUE ...] [--check]  make an account, or check the form
  openguard hosts list|purge [name=value ...]  the hosts that a service keeps
  openguard detections [name=value ...]       their current findings, page by page, as lines of JSON
  openguard assets report|range|search|host   what else is known of hosts
  openguard kb [name=value ...]               the knowledge base
  openguard tickets name=value ...            remediation tickets
  openguard auth unix|cisco|snmp ...          authentication records: list, create, update, delete
  openguard posture policy_id=N               how hosts keep to a policy
  openguard reports list|fetch ID             reports that were made on the service
  openguard decode FILE|-                     any document of the API as lines of JSON

SOURCE is a reference (scan/...), a target list, a file or "-". --json on every command gives one JSON value.
"openguard COMMAND --help" tells more. Scan only what you may scan.

Exit codes: 0 done, 1 your threshold was crossed, 2 wrong usage, 3 the API refused, 4 no connection, 5 an untrustworthy document,
6 the scan engine failed, 7 a file or disk failed, 130 interrupted.
`;

const COMMANDS: Readonly<Record<string, () => Promise<Command>>> = {
  get: async () => (await import('./commands/get.js')).get,
  scan: async () => (await import('./commands/scan.js')).scan,
  scans: async () => (await import('./commands/scans.js')).scans,
  report: async () => (await import('./commands/report.js')).report,
  vulnsummary: async () => (await import('./commands/vulnsummary.js')).vulnsummary,
  score: async () => (await import('./commands/score.js')).score,
  compare: async () => (await import('./commands/compare.js')).compare,
  import: async () => (await import('./commands/import.js')).importReports,
  history: async () => (await import('./commands/history.js')).history,
  accept: async () => (await import('./commands/accept.js')).accept,
  map: async () => (await import('./commands/map.js')).map,
  maps: async () => (await import('./commands/maps.js')).maps,
  running: async () => (await import('./commands/running.js')).running,
  cancel: async () => (await import('./commands/cancel.js')).cancel,
  delete: async () => (await import('./commands/delete.js')).remove,
  enroll: async () => (await import('./commands/enroll.js')).enroll,
  hosts: async () => (await import('./commands/hosts.js')).hosts,
  detections: async () => (await import('./commands/detections.js')).detections,
  assets: async () => (await import('./commands/assets.js')).assets,
  kb: async () => (await import('./commands/kb.js')).kb,
  tickets: async () => (await import('./commands/tickets.js')).tickets,
  auth: async () => (await import('./commands/auth.js')).auth,
  posture: async () => (await import('./commands/posture.js')).posture,
  reports: async () => (await import('./commands/reports.js')).reports,
  decode: async () => (await import('./commands/decode.js')).decode,
};

const INTERRUPTED = 130;

const isArgumentError = (error: unknown): error is Error =>
  error instanceof TypeError && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS');

/** Of an option that is given twice, one value would be lost without a word. */
const refuseRepeated = (
  command: Command,
  tokens: readonly { readonly kind: string; readonly name?: string }[],
): void => {
  const names = tokens.flatMap(({ kind, name }) => (kind === 'option' && name !== undefined ? [name] : []));
  const repeated = names.find((name, index) => names.indexOf(name) !== index);
  if (repeated !== undefined)
    throw new OpenGuardError(
      'OG_USAGE',
      `${command.name}: --${repeated} stands there twice, and can be given once; see openguard ${command.name} --help`,
    );
};

const parse = (command: Command, args: readonly string[]) => {
  try {
    const { tokens, ...parsed } = parseArgs({
      args: [...args],
      options: { ...command.options, json: { type: 'boolean' }, help: { type: 'boolean', short: 'h' } },
      allowPositionals: true,
      strict: true,
      tokens: true,
    });
    refuseRepeated(command, tokens);
    return parsed;
  } catch (error) {
    if (!isArgumentError(error)) throw error;
    const [reason = ''] = error.message.split(/\n|\. To specify/);
    throw new OpenGuardError('OG_USAGE', `${command.name}: ${reason}; see openguard ${command.name} --help`);
  }
};

const helpOf = ({ usage, help, example }: Command): string =>
  `${usage}\n\n${help}  --json                          one JSON value on standard output\n\nExample: ${example}\n`;

const dispatch = async (args: readonly string[], io: Io): Promise<number> => {
  const [name, ...rest] = args;
  if (name === undefined) {
    io.stderr.write(SUMMARY);
    return 2;
  }
  if (name === '--help' || name === '-h' || name === 'help' || name === '--version') {
    await write(io, name === '--version' ? `${VERSION}\n` : SUMMARY);
    return 0;
  }
  const load = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
  if (load === undefined) {
    throw new OpenGuardError('OG_USAGE', `unknown command ${JSON.stringify(name)}; see openguard --help`);
  }
  const command = await load();
  const { values, positionals } = parse(command, rest);
  if (values['help'] === true) {
    await write(io, helpOf(command));
    return 0;
  }
  const known = Object.fromEntries(
    Object.entries(values).flatMap(([key, value]) => (Array.isArray(value) ? [] : [[key, value]])),
  );
  return command.run({ positionals, values: known, io });
};

/** Runs a command and resolves to its exit code; errors become one line on standard error. */
export const runCommand = async (args: readonly string[]): Promise<number> => {
  const { env: environment, stdin, stdout, stderr } = process;
  // A reader that goes away is noticed where the write is made; a line that nobody can read is lost.
  for (const stream of [stdout, stderr]) stream.on('error', () => undefined);
  try {
    return await untilInterrupted((signal, linger) =>
      dispatch(args, { environment, stdin, stdout, stderr, signal, linger }),
    );
  } catch (error) {
    if (error instanceof Interrupted) {
      stderr.write('openguard: interrupted\n');
      endSoon();
      return INTERRUPTED;
    }
    if (error instanceof ReaderGone) return 0;
    if (!isOpenGuardError(error)) throw error;
    stderr.write(`openguard: ${printable(error.message)}\n`);
    return exitCodeOf(error.code);
  }
};
