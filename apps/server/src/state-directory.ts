import { stateDirectory } from '@openguard/storage';
import { join } from 'node:path';

/** Where a store lies when nobody says: real and simulated reports never share one. */
export const defaultDataDirectory = (
  environment: Readonly<Record<string, string | undefined>>,
  platform: string,
  simulated: boolean,
): string => join(stateDirectory(environment, platform), simulated ? 'data-simulated' : 'data');
