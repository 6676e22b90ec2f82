import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { ensureAccount, USER } from './account.js';
import { assess, reportName } from './assessment.js';
import { ensureNmap } from './nmap.js';
import { isLoopback, requirePermission } from './permission.js';
import { randomPassword, readProfile, writeProfile } from './profile.js';
import { startServer } from './server.js';
import { makePrivate } from './state-directory.js';
import { Stop } from './stop.js';
import { note } from './terminal.js';

/** What every account of npm start may scan: this machine. */
const LOOPBACK = '127.0.0.0/8';
/** Between a client's failure and the news that its server has died. */
const NEWS_MS = 300;

/** @param {string} text */
const print = (text) => console.log(text);

/** What the programs would read from the environment; here it comes from the profile alone. */
const ACCOUNT_VARIABLES = ['OPENGUARD_SERVER', 'OPENGUARD_USER', 'OPENGUARD_PASSWORD'];

/**
 * @param {NodeJS.ProcessEnv} environment
 * @returns {NodeJS.ProcessEnv}
 */
const withoutAccount = (environment) =>
  Object.fromEntries(Object.entries(environment).filter(([name]) => !ACCOUNT_VARIABLES.includes(name)));

/**
 * @param {import('./children.js').Children} children
 * @param {import('./server.js').RunningServer} server
 * @param {import('./profile.js').Profile} profile
 * @param {string} file
 */
const serveUntilEnd = async (children, server, profile, file) => {
  print(`Server    ${server.url}`);
  print(`User      ${profile.user}`);
  print(process.stdout.isTTY ? `Password  ${profile.password} (kept in ${file})` : `Password  in ${file}`);
  note('Ctrl-C ends the server');
  const exitCode = await server.ended;
  children.check();
  if (server.words() !== '') console.error(server.words());
  throw new Stop(exitCode === 0 ? 1 : exitCode, `the server ended by itself with exit code ${exitCode}`);
};

/**
 * What npm start does in a workspace that is installed and built.
 *
 * @param {object} options
 * @param {import('./children.js').Children} options.children
 * @param {import('./workspace.js').Workspace} options.workspace
 * @param {import('./programs.js').Programs} options.programs
 * @param {import('./options.js').Options} options.options
 * @param {string} options.state the state directory
 * @param {((question: string) => Promise<string>) | undefined} options.ask undefined where nobody can be asked
 */
export const start = async ({ children, workspace, programs, options, state, ask }) => {
  const { targets, authorised, serve } = options;
  const environment = withoutAccount(workspace.environment);
  const loopback = await isLoopback(children, workspace, targets);
  if (!loopback) await requirePermission({ targets, authorised, ask });
  const root = process.getuid?.() === 0;
  await ensureNmap({ children, environment, platform: process.platform, root, ask });

  const data = join(state, 'data');
  const reports = join(state, 'reports');
  for (const directory of [state, data, reports]) makePrivate(directory);

  const profileFile = join(state, 'profile.json');
  const scope = loopback ? LOOPBACK : `${LOOPBACK},${targets}`;

  // The server first: it has the directory to itself, so that no other run loses its password to this one.
  const server = await startServer({ children, server: programs.server, environment, data, scope });
  try {
    const known = readProfile(profileFile);
    const password = known?.password ?? randomPassword();
    await ensureAccount({
      children,
      server: programs.server,
      environment,
      data,
      targets: scope,
      password,
      isNew: known === undefined,
    });
    const profile = { server: server.url, user: USER, password };
    writeProfile(profileFile, profile);
    if (serve) return await serveUntilEnd(children, server, profile, profileFile);
    const report = join(reports, reportName(new Date(), targets));
    await assess({
      children,
      client: programs.client,
      environment,
      profile: profileFile,
      targets,
      report,
      print,
    });
  } catch (error) {
    const died = await Promise.race([server.ended, delay(NEWS_MS, undefined)]);
    if (died !== undefined && error instanceof Stop && error.message === '') {
      children.check();
      if (server.words() !== '') console.error(server.words());
      console.error(`openguard: the server ended by itself with exit code ${died}`);
    }
    throw error;
  } finally {
    await server.stop();
  }
};
