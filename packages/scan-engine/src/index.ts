export type { EngineEvent, EngineRequest, ScanEngine } from './engine.js';
