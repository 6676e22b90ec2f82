import { severityFrom, type Extract } from './extract.js';
import type { Kind } from './kind.js';

type Attributes = Readonly<Record<string, string>>;

/** What a library tells, piece by piece, becomes five fields of every record. */
export interface Collector {
  readonly open: (name: string, attributes: Attributes) => void;
  readonly text: (piece: string) => void;
  readonly close: (name: string) => void;
}

const NO_ATTRIBUTES: Attributes = {};

/** VULN elements: most of what is wanted stands in attributes. */
const scanCollector = (extract: Extract): Collector => {
  let ip = '';
  let vuln = NO_ATTRIBUTES;
  let inVuln = false;
  let inTitle = false;
  let title = '';
  return {
    open: (name, attributes) => {
      if (name === 'VULN') {
        vuln = attributes;
        inVuln = true;
      } else if (name === 'TITLE') {
        inTitle = inVuln;
        title = '';
      } else if (name === 'IP') {
        ip = attributes['value'] ?? '';
      }
    },
    text: (piece) => {
      if (inTitle) title += piece;
    },
    close: (name) => {
      if (name === 'TITLE') {
        inTitle = false;
      } else if (name === 'VULN') {
        inVuln = false;
        const id = vuln['value'] ?? vuln['number'] ?? '';
        extract.add(ip, id, severityFrom(vuln['severity']), vuln['cveid'] ?? '', title);
      }
    },
  };
};

/** DETECTION elements: all that is wanted stands in children. */
const detectionsCollector = (extract: Extract): Collector => {
  let [ip, qid, severity, type, status] = ['', '', '', '', ''];
  let wanted = false;
  let text = '';
  return {
    open: (name) => {
      switch (name) {
        case 'DETECTION':
          qid = severity = type = status = '';
          break;
        case 'IP':
        case 'QID':
        case 'SEVERITY':
        case 'TYPE':
        case 'STATUS':
          wanted = true;
          text = '';
      }
    },
    text: (piece) => {
      if (wanted) text += piece;
    },
    close: (name) => {
      wanted = false;
      switch (name) {
        case 'DETECTION':
          extract.add(ip, qid, severityFrom(severity), type, status);
          break;
        case 'IP':
          ip = text;
          break;
        case 'QID':
          qid = text;
          break;
        case 'SEVERITY':
          severity = text;
          break;
        case 'TYPE':
          type = text;
          break;
        case 'STATUS':
          status = text;
      }
    },
  };
};

/** @param extract what the records are handed to */
export const createCollector = (kind: Kind, extract: Extract): Collector =>
  kind === 'scan' ? scanCollector(extract) : detectionsCollector(extract);
