import { postgresVersion, sqliteVersion, type SchemaVersion } from '@openguard/storage';
import { parseStrictly } from './arguments.js';
import { openStore, STORE_HELP, STORE_OPTIONS, storeLocation, type StoreLocation } from './store-options.js';

const HELP = `openguard-server migrate [--check] [options]

Brings the store's schema to what this version needs, as every start does, and says both versions.

  --check                  change nothing; exit code 1 when there is something to do
${STORE_HELP}`;

const OPTIONS = { ...STORE_OPTIONS, check: { type: 'boolean' }, help: { type: 'boolean' } } as const;

const versionOf = async ({ directory, database }: StoreLocation): Promise<SchemaVersion> =>
  database === undefined ? sqliteVersion(directory) : postgresVersion({ url: database });

const say = ({ place, there, known }: SchemaVersion, done: boolean): void => {
  const state = there === 0 ? 'there is no store yet' : `version ${there}`;
  const step =
    there === known ? 'nothing to do' : `${done ? 'brought' : 'to be brought'} to version ${known}`;
  process.stdout.write(`${place}: ${state}, ${step}\n`);
};

/** `openguard-server migrate`: the schema of the store. */
export const migrateCommand = async (args: readonly string[]): Promise<number> => {
  const { values } = parseStrictly({ args: [...args], options: OPTIONS, strict: true });
  if (values.help === true) {
    process.stdout.write(HELP);
    return 0;
  }
  const location = storeLocation(values);
  const before = await versionOf(location);
  if (values.check === true) {
    say(before, false);
    return before.there < before.known ? 1 : 0;
  }
  await (await openStore(location)).close();
  say(before, true);
  return 0;
};
