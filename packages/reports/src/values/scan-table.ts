import { ADDRESS, PORT, SEVERITY } from './forms.js';
import {
  CATEGORY_MISC,
  INFO_CATEGORIES,
  INFO_IDS,
  KEY_NAMES,
  RESULT_FORMATS,
  SERVICE_IDS,
} from './scan-values.js';
import { implied, required, row, TEXT, type ValueRow, type ValueTable } from './value-table.js';
import type { Values } from './values.js';

const FINDING = '(TITLE,DIAGNOSIS?,CONSEQUENCE?,SOLUTION?,RESULT?)';
const CATEGORIES = '(CAT)+';

const any = (means: string): Values => ({ tag: 'Any', means });

const category = (section: string, values: Values): ValueRow =>
  row(`/SCAN/IP/${section}/CAT`, '(INFO+|SERVICE+|VULN+|PRACTICE+)', {
    value: required(values),
    fqdn: implied(any('the full host name')),
    misc: implied(CATEGORY_MISC),
    port: implied(PORT),
  });

const texts = (finding: string): readonly ValueRow[] => [
  ...['TITLE', 'DIAGNOSIS', 'CONSEQUENCE', 'SOLUTION'].map((name) => row(`${finding}/${name}`, TEXT)),
  row(`${finding}/RESULT`, TEXT, { format: implied(RESULT_FORMATS) }),
];

const facts = (section: string, name: string, lists: ReadonlyMap<string, Values>): readonly ValueRow[] =>
  [...lists].map(([value, list]) =>
    row(`/SCAN/IP/${section}/CAT[@value="${value}"]/${name}`, FINDING, {
      value: required(list),
      severity: implied(SEVERITY),
    }),
  );

const weakness = (section: string, name: string, means: string): ValueRow =>
  row(`/SCAN/IP/${section}/CAT/${name}`, FINDING, {
    value: required(any(`the identifier of ${means}; the list grows all the time and is not printed`)),
    severity: required(SEVERITY),
    esoid: implied(any('an identifier of eSecurityOnline')),
    cveid: implied(
      any('a CVE identifier; samples have candidates (`CAN-`) and the marker `GENERIC-MAP-NOMATCH` too'),
    ),
  });

const OPEN_CATEGORIES = any('what the findings in it are about; the list is not printed');

/** Appendix B. The rows of SERVICES, its CAT and that of VULNS are not printed; others refer to them. */
export const SCAN_VALUES: ValueTable = {
  appendix: 'B',
  reply: 'scan.php',
  rows: [
    row('/SCAN', '((HEADER,(ERROR|IP+))|ERROR)'),
    row('/SCAN/HEADER', '(KEY)+'),
    row('/SCAN/HEADER/KEY', TEXT, { value: implied(KEY_NAMES) }),
    row('/SCAN/ERROR', TEXT),
    row('/SCAN/IP', '((INFOS,SERVICES,VULNS,PRACTICES?)|INFOS)', {
      value: required(ADDRESS),
      name: implied(any('a host name of the Internet')),
    }),
    row('/SCAN/IP/INFOS', CATEGORIES),
    category('INFOS', INFO_CATEGORIES),
    ...facts('INFOS', 'INFO', INFO_IDS),
    ...texts('/SCAN/IP/INFOS/CAT/INFO'),
    row('/SCAN/IP/SERVICES', CATEGORIES),
    category('SERVICES', OPEN_CATEGORIES),
    ...facts('SERVICES', 'SERVICE', SERVICE_IDS),
    ...texts('/SCAN/IP/SERVICES/CAT/SERVICE'),
    row('/SCAN/IP/VULNS', CATEGORIES),
    category('VULNS', OPEN_CATEGORIES),
    weakness('VULNS', 'VULN', 'a vulnerability'),
    ...texts('/SCAN/IP/VULNS/CAT/VULN'),
    row('/SCAN/IP/PRACTICES', CATEGORIES),
    category('PRACTICES', OPEN_CATEGORIES),
    weakness('PRACTICES', 'PRACTICE', 'a potential vulnerability'),
    ...texts('/SCAN/IP/PRACTICES/CAT/PRACTICE'),
  ],
};
