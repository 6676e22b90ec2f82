import { exitCodeOf, isOpenGuardError, OpenGuardError } from '@openguard/errors';
import { VERSION } from './version.js';

const HELP = `openguard-server: answers the QualysGuard API with reports from real scans

  openguard-server serve [--listen 127.0.0.1:PORT] [--data DIR] [--scope LIST]
                         [--engine nmap|simulated] [--estate FILE] [--seed N] [--clock ISO-DATE]
                         [--service-level NAME]… [--tls-cert PEM --tls-key PEM | --tls-self-signed]
  openguard-server worker --database URL [--scope LIST] [--engine nmap|simulated] [--workers N]
  openguard-server account add NAME --role user|backoffice [--targetip LIST] [--domain NAME]
                         --password-stdin [--data DIR]
  openguard-server account list [--data DIR]
  openguard-server account passwd NAME --password-stdin [--data DIR]
  openguard-server account grant NAME --targetip LIST [--data DIR]
  openguard-server account erase NAME [--data DIR]
  openguard-server erase --account NAME | --older-than DAYS [--dry-run] [--data DIR]
  openguard-server backup FILE|- [--data DIR]
  openguard-server restore FILE|- [--data DIR]
  openguard-server migrate [--check] [--data DIR]
  openguard-server mail list|retry|test|key [WHAT] [--data DIR]
  openguard-server keys list|rotate|retire [--key-file FILE] [--data DIR]
  openguard-server schedule add|list|pause|resume|remove [ID] [--data DIR]
  openguard-server notify add|list|remove|test [ID] [--data DIR]
  openguard-server audit [--from DATE] [--to DATE] [--account NAME] [--json] [--data DIR]
  openguard-server grades REF [--ip ADDRESS] [--json] [--data DIR]
  openguard-server kb import FILE... | show [--data DIR]
  openguard-server compliance import FILE | list | remove --account NAME [--data DIR]
  openguard-server doctor [--listen HOST:PORT] [--data DIR] [--json]

Scan only what you may scan. An account scans its own addresses alone, and only inside the scope.
"openguard-server COMMAND --help" tells more.
`;

type Command = (args: readonly string[]) => Promise<number>;

const COMMANDS: ReadonlyMap<string, () => Promise<Command>> = new Map([
  ['serve', async () => (await import('./serve.js')).serveCommand],
  ['worker', async () => (await import('./worker.js')).workerCommand],
  ['erase', async () => (await import('./erase.js')).eraseCommand],
  ['backup', async () => (await import('./backup.js')).backupCommand],
  ['restore', async () => (await import('./restore.js')).restoreCommand],
  ['migrate', async () => (await import('./migrate.js')).migrateCommand],
  ['mail', async () => (await import('./mail/command.js')).mailCommand],
  ['keys', async () => (await import('./keys/command.js')).keysCommand],
  ['schedule', async () => (await import('./schedule.js')).scheduleCommand],
  ['notify', async () => (await import('./notify.js')).notifyCommand],
  ['audit', async () => (await import('./audit.js')).auditCommand],
  ['kb', async () => (await import('./kb.js')).kbCommand],
  ['compliance', async () => (await import('./compliance.js')).complianceCommand],
  ['grades', async () => (await import('./grades.js')).gradesCommand],
  ['doctor', async () => (await import('./doctor.js')).doctorCommand],
  ['account', async () => (await import('./account.js')).accountCommand],
]);

const dispatch = async ([name, ...rest]: readonly string[]): Promise<number> => {
  if (name === '--version') {
    process.stdout.write(`${VERSION}\n`);
    return 0;
  }
  if (name === undefined || name === '--help' || name === 'help') {
    process.stdout.write(HELP);
    return name === undefined ? 2 : 0;
  }
  const load = COMMANDS.get(name);
  if (load === undefined) {
    throw new OpenGuardError(
      'OG_USAGE',
      `unknown command ${JSON.stringify(name)}; see openguard-server --help`,
    );
  }
  return (await load())(rest);
};

/** Runs a command of the server and resolves to its exit code; errors become one line on standard error. */
export const runServerCommand = async (args: readonly string[]): Promise<number> => {
  try {
    return await dispatch(args);
  } catch (error) {
    if (!isOpenGuardError(error)) throw error;
    process.stderr.write(`openguard-server: ${error.message}\n`);
    return exitCodeOf(error.code);
  }
};
