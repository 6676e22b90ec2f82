export { acceptedBy, type AcceptableFinding } from './accepted.js';
export { attentionKey } from './attention.js';
export { compareReports, compareScores, type Comparison } from './compare.js';
export {
  compareMaps,
  type ComparedLink,
  type HostChange,
  type HostMove,
  type MapComparison,
  type NotTested,
} from './compare-maps.js';
export {
  ENTRY_VERDICTS,
  judgeEntries,
  type EntryList,
  type EntryVerdict,
  type JudgedEntry,
  type KeyedEntry,
} from './entries/compare-entries.js';
export { entryKey, entryKindOf, entryOf, entryUrgency, type Entry, type EntryKind } from './entries/entry.js';
export { Silence, type Evidence } from './evidence.js';
export { countingStatus, hasAnswered } from './host-status.js';
export { fixedBy } from './fixed-by.js';
export { foldMap, type DrawnMap, type DrawnNode } from './fold-map.js';
export { parseGate, type Gate } from './gate/gate.js';
export { describeGateFault, type GateFault } from './gate/gate-fault.js';
export type { GateSubject } from './gate/meets.js';
export {
  hostKeyOf,
  identityOf,
  namingOf,
  type CheckIdOf,
  type CheckNamesOf,
  type IdentifiedFinding,
  type SectionOf,
  unreadPortIn,
} from './identity.js';
export { judgeReports, type Judged, type JudgeOptions } from './judge.js';
export { knownHost, type KnownHost } from './known-host.js';
export { MapGraphBuilder, type MapGraph, type MapLink, type MapNode } from './map-graph.js';
export { MapSnapshotBuilder, type ComparedHost, type MapSnapshot } from './map-snapshot.js';
export { openPortsOf, type OpenPort } from './open-ports.js';
export { RecordBuilder, type RecordOptions } from './record-builder.js';
export type {
  CheckNaming,
  ComparedFinding,
  HostFacts,
  KeyedRecord,
  ReportHead,
  ReportRecord,
  SortedReport,
} from './report-record.js';
export { ScanGraphBuilder } from './scan-graph.js';
export { isCalledFixed, TRACKED } from './tracked.js';
export { SCORE_PARTS, type ScoreChange, type ScoreShare } from './score-change.js';
export { scoreItems, scoreOf } from './score.js';
export { SnapshotBuilder, type Snapshot } from './snapshot.js';
export { OTHERS, Tally, type ExplainedScore, type Totals, type VerdictCounts } from './tally.js';
export {
  VERDICTS,
  type ChangeKind,
  type EvidenceGrade,
  type HostPort,
  type JudgedFinding,
  type JudgedPort,
  type Verdict,
} from './verdict.js';
export { worstFirst } from './vulnerabilities.js';
