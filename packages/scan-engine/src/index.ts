export type { SnmpAccess } from './snmp/snmp-access.js';
export type { EngineEvent, EngineRequest, Reserve, ScanEngine } from './engine.js';
export type { KnownLookup, KnownMatch } from './known.js';
export type { EngineMapRequest, MapEngine, MapEvent } from './map-engine.js';
export { createNmapEngine, type NmapEngineOptions } from './nmap/nmap-engine.js';
export { detectPrivilege as mayUseRawSockets } from './nmap/privilege.js';
export { createNmapMapEngine, type NmapMapEngineOptions } from './mapping/nmap-map-engine.js';
export type { Listener } from './nmap/own-addresses.js';
export { ALL_PROFILES } from './profile.js';
export { DEFAULT_ESTATE } from './simulated/default-estate.js';
export type {
  Estate,
  EstateHost,
  EstateRouter,
  EstateService,
  EstateWeakness,
  Period,
} from './simulated/estate.js';
export { describeEstateFault, type EstateFault } from './simulated/estate-fault.js';
export { parseEstate } from './simulated/parse-estate.js';
export { createSimulatedEngine, type SimulatedEngineOptions } from './simulated/simulated-engine.js';
export { createSimulatedMapEngine } from './simulated/simulated-map-engine.js';
