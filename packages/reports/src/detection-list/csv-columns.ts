/** A column of detections as CSV: its heading, and the element that tells the same. */
export interface CsvColumn {
  readonly heading: string;
  readonly tagName: string;
  readonly of: 'HOST' | 'DETECTION';
}

const column =
  (of: CsvColumn['of']) =>
  ([heading, tagName]: readonly [string, string]): CsvColumn => ({ heading, tagName, of });

/** The columns in the order in which they are written. Headings are those that connectors know; they read any order. */
export const CSV_COLUMNS: readonly CsvColumn[] = [
  ...(
    [
      ['Host ID', 'ID'],
      ['IP Address', 'IP'],
      ['IPv6 Address', 'IPV6'],
      ['Tracking Method', 'TRACKING_METHOD'],
      ['Network ID', 'NETWORK_ID'],
      ['Operating System', 'OS'],
      ['OS CPE', 'OS_CPE'],
      ['DNS Name', 'DNS'],
      ['NetBIOS Name', 'NETBIOS'],
      ['QG HostID', 'QG_HOSTID'],
      ['Last Scan Datetime', 'LAST_SCAN_DATETIME'],
      ['Last VM Scanned Date', 'LAST_VM_SCANNED_DATE'],
      ['Last VM Scanned Duration', 'LAST_VM_SCANNED_DURATION'],
    ] as const
  ).map(column('HOST')),
  ...(
    [
      ['Unique Vuln ID', 'UNIQUE_VULN_ID'],
      ['QID', 'QID'],
      ['Type', 'TYPE'],
      ['Severity', 'SEVERITY'],
      ['Port', 'PORT'],
      ['Protocol', 'PROTOCOL'],
      ['FQDN', 'FQDN'],
      ['SSL', 'SSL'],
      ['Instance', 'INSTANCE'],
      ['Results', 'RESULTS'],
      ['Status', 'STATUS'],
      ['First Found Datetime', 'FIRST_FOUND_DATETIME'],
      ['Last Found Datetime', 'LAST_FOUND_DATETIME'],
      ['Times Found', 'TIMES_FOUND'],
      ['Last Test Datetime', 'LAST_TEST_DATETIME'],
      ['Last Update Datetime', 'LAST_UPDATE_DATETIME'],
      ['Last Fixed Datetime', 'LAST_FIXED_DATETIME'],
      ['Ignored', 'IS_IGNORED'],
      ['Disabled', 'IS_DISABLED'],
      ['Last Processed Datetime', 'LAST_PROCESSED_DATETIME'],
    ] as const
  ).map(column('DETECTION')),
];

const keyOf = (heading: string): string => heading.toUpperCase().replace(/[^A-Z0-9]+/g, '');

const BY_KEY = new Map(
  CSV_COLUMNS.flatMap((one) => [
    [keyOf(one.heading), one],
    ...(one.of === 'HOST' && one.tagName === 'ID' ? [] : [[keyOf(one.tagName), one] as const]),
  ]),
);

/** The column that a heading names, in any case and with any blanks; one that nobody knows is of the detection. */
export const columnOf = (heading: string): CsvColumn =>
  BY_KEY.get(keyOf(heading)) ?? { heading, tagName: heading, of: 'DETECTION' };

/** The line that begins or ends a block. */
export const csvMark = (end: 'BEGIN' | 'END', block: 'HEADER' | 'BODY' | 'FOOTER'): string =>
  `----${end}_RESPONSE_${block}_CSV`;

/** What a header of ours says of cells that would begin a formula. */
export const FORMULA_MARK = ['Before a Formula', "'"] as const;
export const CSV_DATETIME = 'Datetime';
