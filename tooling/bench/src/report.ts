import type { Machine } from './machine.js';
import type { Summary } from './statistics.js';

/** A figure that every row may have. */
export interface Column {
  readonly key: string;
  readonly title: string;
  readonly digits: number;
}

export interface Row {
  readonly name: string;
  /** This project's own; the least that is possible; or something for comparison that a chart leaves out. */
  readonly mark?: 'own' | 'limit' | 'aside';
  readonly figures: Readonly<Record<string, Summary>>;
}

/** Something that the project has promised, and what was measured. */
export interface Target {
  readonly text: string;
  readonly measured: number;
  readonly met: boolean;
}

/** What a bench has found. */
export interface BenchReport {
  readonly bench: string;
  readonly at: string;
  readonly machine: Machine;
  /** What was measured, how often. */
  readonly subject: string;
  readonly rounds: number;
  readonly columns: readonly Column[];
  readonly rows: readonly Row[];
  readonly targets: readonly Target[];
  /** What a reader must know to read the figures rightly. */
  readonly notes: readonly string[];
}

const figure = (summary: Summary | undefined, digits: number): string => {
  if (summary === undefined) return '-';
  const [median, min, max] = [summary.median, summary.min, summary.max].map((value) => value.toFixed(digits));
  return `${median ?? ''} [${min ?? ''}-${max ?? ''}]`;
};

const table = (lines: readonly (readonly string[])[]): readonly string[] => {
  const widths = (lines[0] ?? []).map((_, column) =>
    Math.max(...lines.map((line) => (line[column] ?? '').length)),
  );
  return lines.map((line) =>
    line
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  );
};

const machineLine = ({ processor, cores, memoryGb, system, node, load, libraries }: Machine): string =>
  [
    `${processor}, ${cores} cores, ${memoryGb} GB, ${system}, load ${load.toFixed(1)}`,
    `Node ${node}`,
    ...Object.entries(libraries).map(([name, version]) => `${name} ${version}`),
  ].join('; ');

/** The report for people: medians with their ranges. */
export const renderReport = (report: BenchReport): string => {
  const { columns, rows, targets, notes } = report;
  const lines = [
    ['', ...columns.map(({ title }) => title)],
    ...rows.map(({ name, figures }) => [
      name,
      ...columns.map(({ key, digits }) => figure(figures[key], digits)),
    ]),
  ];
  return [
    `${report.bench}: ${report.subject}; ${report.rounds} rounds, median [range]`,
    machineLine(report.machine),
    '',
    ...table(lines),
    '',
    ...targets.map(
      ({ text, measured, met }) => `${met ? 'met   ' : 'MISSED'} ${text}: ${measured.toFixed(2)}`,
    ),
    ...notes.map((note) => `note   ${note}`),
    '',
  ].join('\n');
};
