import { fileURLToPath } from 'node:url';

const fromRoot = (path: string): string => fileURLToPath(new URL(`../../../../${path}`, import.meta.url));

/** The commands of this workspace, as files that Node runs. */
export const OPENGUARD = fromRoot('apps/cli/bin/openguard.js');
export const OPENGUARD_SERVER = fromRoot('apps/server/bin/openguard-server.js');
