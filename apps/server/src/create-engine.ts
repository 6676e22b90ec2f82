import { OpenGuardError } from '@openguard/errors';
import {
  createNmapEngine,
  createNmapMapEngine,
  createSimulatedEngine,
  createSimulatedMapEngine,
  DEFAULT_ESTATE,
  describeEstateFault,
  parseEstate,
  type Estate,
  type MapEngine,
  type ScanEngine,
} from '@openguard/scan-engine';
import { readFile } from 'node:fs/promises';
import type { ServeOptions } from './serve-options.js';

/** An address and port that the server answers at. */
interface Listener {
  readonly address: string;
  readonly port: number;
}

const readText = async (path: string): Promise<string> => {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if (!(error instanceof Error && 'code' in error)) throw error;
    throw new OpenGuardError('OG_INPUT_FILE', `cannot read the estate ${path}: ${String(error.code)}`);
  }
};

const parseJson = (text: string, path: string): unknown => {
  try {
    return JSON.parse(text.replace(/^\ufeff/, ''));
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw new OpenGuardError('OG_ESTATE', `the estate ${path} is not JSON: ${error.message}`);
  }
};

const readEstate = async (path: string | undefined): Promise<Estate> => {
  if (path === undefined) return DEFAULT_ESTATE;
  const estate = parseEstate(parseJson(await readText(path), path));
  if (estate._tag === 'Right') return estate.right;
  throw new OpenGuardError(
    'OG_ESTATE',
    `the estate ${path} cannot be used: ${describeEstateFault(estate.left)}`,
  );
};

/** What scans and what maps; `bind` tells it where the server itself answers, which is left out. */
export interface Engines {
  readonly engine: ScanEngine;
  readonly mapEngine: MapEngine;
  readonly bind: (listener: Listener) => void;
}

/** The engines that the options ask for. */
export const createEngine = async (options: ServeOptions): Promise<Engines> => {
  const { scope, seed, clock, estateFile, hostMs, hostsPerBatch, nmapRuns, resolvers } = options;
  const pace = {
    ...(hostMs === undefined ? {} : { hostMs }),
    ...(hostsPerBatch === undefined ? {} : { hostsPerBatch }),
  };
  if (options.engine === 'simulated') {
    const estate = await readEstate(estateFile);
    const simulation = { estate, seed, clock: clock === undefined ? Date.now : () => clock, scope, ...pace };
    return {
      engine: createSimulatedEngine(simulation),
      mapEngine: createSimulatedMapEngine(simulation),
      bind: () => undefined,
    };
  }
  let own: Listener | undefined;
  return {
    engine: createNmapEngine({
      scope,
      ownListener: () => own,
      ...(options.external === true ? { external: true } : {}),
      ...(options.intrusive === true ? { intrusive: true } : {}),
      ...(nmapRuns === undefined ? {} : { runs: nmapRuns }),
      ...pace,
    }),
    mapEngine: createNmapMapEngine({ scope, ...(resolvers === undefined ? {} : { resolvers }) }),
    bind: (listener) => {
      own = listener;
    },
  };
};
