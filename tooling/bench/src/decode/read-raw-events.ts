import { attributeOf, textOf, type XmlElement } from '@openguard/xml';
import { DETECTIONS_SPINE, SCAN_SPINE } from './declared.js';
import { forEachEvent } from './events.js';
import { severityFrom } from './extract.js';
import type { Reader } from './reader.js';

const childText = (element: XmlElement, name: string): string | undefined => {
  for (const node of element.children) {
    if (typeof node !== 'string' && node.tagName === name) return textOf(node);
  }
  return undefined;
};

/** Everything as it stands in the document, whole records, without io-ts. */
export const rawEvents: Reader = {
  scan: (file, extract) => {
    let ip = '';
    forEachEvent(file, SCAN_SPINE, {}, (event) => {
      if (event.kind === 'record' && event.element.tagName === 'VULN') {
        const { element } = event;
        extract.add(
          ip,
          attributeOf(element, 'value') ?? attributeOf(element, 'number') ?? '',
          severityFrom(attributeOf(element, 'severity')),
          attributeOf(element, 'cveid') ?? '',
          childText(element, 'TITLE') ?? '',
        );
      } else if (event.kind === 'open' && event.element.tagName === 'IP') {
        ip = attributeOf(event.element, 'value') ?? '';
      }
    });
  },
  detections: (file, extract) => {
    let ip = '';
    forEachEvent(file, DETECTIONS_SPINE, {}, (event) => {
      if (event.kind !== 'record') return;
      const { element } = event;
      if (element.tagName === 'IP') {
        ip = textOf(element);
      } else if (element.tagName === 'DETECTION') {
        extract.add(
          ip,
          childText(element, 'QID') ?? '',
          severityFrom(childText(element, 'SEVERITY')),
          childText(element, 'TYPE') ?? '',
          childText(element, 'STATUS') ?? '',
        );
      }
    });
  },
};
