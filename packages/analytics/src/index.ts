export {
  compareReports,
  type Change,
  type Comparison,
  type HostPort,
  type NotTested,
  type Went,
} from './compare.js';
export {
  compareMaps,
  type ComparedLink,
  type HostChange,
  type HostMove,
  type MapComparison,
} from './compare-maps.js';
export { MapGraphBuilder, type MapGraph, type MapLink, type MapNode } from './map-graph.js';
export { MapSnapshotBuilder, type ComparedHost, type MapSnapshot } from './map-snapshot.js';
export { openPortsOf, type OpenPort } from './open-ports.js';
export { scoreItems, scoreOf } from './score.js';
export { SnapshotBuilder, type ComparedFinding, type HostSnapshot, type Snapshot } from './snapshot.js';
export { worstFirst } from './vulnerabilities.js';
