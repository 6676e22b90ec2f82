import type { Section } from '@openguard/model';
import { INFO_IDS, RESULT_FORMATS, SERVICE_IDS } from '../values/scan-values.js';
import { isOutside, type Values } from '../values/values.js';
import type { FindingElement } from './finding.js';

const NO_IDS: ReadonlyMap<string, Values> = new Map();

const IDS: Readonly<Record<Section, ReadonlyMap<string, Values>>> = {
  info: INFO_IDS,
  service: SERVICE_IDS,
  vuln: NO_IDS,
  practice: NO_IDS,
};

/**
 * Notes what a finding says that is not on the lists of API v2.01. They are of `@value`: the `@number` of later
 * releases has no list.
 */
export const noteUnlisted = (
  { value, result }: FindingElement,
  section: Section,
  category: string,
  note: (name: string, text: string) => void,
): void => {
  const ids = IDS[section].get(category);
  if (value !== undefined && ids !== undefined && isOutside(ids, value)) note('@value', value);
  const format = result?.format;
  if (format !== undefined && isOutside(RESULT_FORMATS, format)) note('RESULT/@format', format);
};
