export {
  compareReports,
  type Change,
  type Comparison,
  type HostPort,
  type NotTested,
  type Went,
} from './compare.js';
export { MapGraphBuilder, type MapGraph, type MapLink, type MapNode } from './map-graph.js';
export { openPortsOf, type OpenPort } from './open-ports.js';
export { scoreItems, scoreOf } from './score.js';
export { SnapshotBuilder, type ComparedFinding, type HostSnapshot, type Snapshot } from './snapshot.js';
export { worstFirst } from './vulnerabilities.js';
