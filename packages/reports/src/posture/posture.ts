import { attribute, child, element, many, NumberFromText, one, optional, Text } from '@openguard/codec';
import { Refusal } from '../refusal.js';
import { Request } from '../response/request.js';
import { UserList } from '../response/user.js';
import { Warning, WarningList } from '../response/warning.js';

const stamp = (name: string) =>
  element(name, { by: optional(child('BY', Text)), at: optional(child('DATETIME', Text)) });

const ExceptionCreated = stamp('CREATED');
const ExceptionModified = stamp('LAST_MODIFIED');

const ExceptionComment = element('COMMENT', {
  at: optional(child('DATETIME', Text)),
  by: optional(child('BY', Text)),
  text: optional(child('TEXT', Text)),
});

const ExceptionComments = element('COMMENT_LIST', { comments: many(one(ExceptionComment)) });

/** EXCEPTION: somebody has allowed that the host does not keep to the control. */
export const PostureException = element('EXCEPTION', {
  assignee: optional(child('ASSIGNEE', Text)),
  status: optional(child('STATUS', Text)),
  end: optional(child('END_DATETIME', Text)),
  created: optional(one(ExceptionCreated)),
  modified: optional(one(ExceptionModified)),
  comments: optional(one(ExceptionComments)),
});

/** DPV: what was found on the host for one data point. */
const DataPoint = element('DPV', {
  updated: optional(attribute('lastUpdated', Text)),
  label: child('LABEL', Text),
  errors: many(one(Refusal)),
  values: many(child('V', Text)),
  translation: optional(child('TM_REF', Text)),
});

const DataPoints = element('DPV_LIST', { points: many(one(DataPoint)) });

export const Evidence = element('EVIDENCE', {
  expression: optional(child('BOOLEAN_EXPR', Text)),
  points: optional(one(DataPoints)),
});

/** INFO: whether one host keeps to one control. */
export const PostureInfo = element('INFO', {
  id: child('ID', NumberFromText),
  hostId: child('HOST_ID', NumberFromText),
  controlId: child('CONTROL_ID', Text),
  technologyId: optional(child('TECHNOLOGY_ID', Text)),
  instance: optional(child('INSTANCE', Text)),
  status: child('STATUS', Text),
  previousStatus: optional(child('PREVIOUS_STATUS', Text)),
  modified: optional(child('POSTURE_MODIFIED_DATE', Text)),
  evaluated: optional(child('EVALUATION_DATE', Text)),
  remediation: optional(child('REMEDIATION', Text)),
  exception: optional(one(PostureException)),
  evidence: optional(one(Evidence)),
});

const PostureInfos = element('INFO_LIST', { infos: many(one(PostureInfo)) });

/** HOST of a glossary. */
export const PostureHost = element('HOST', {
  id: child('ID', Text),
  ip: optional(child('IP', Text)),
  trackingMethod: optional(child('TRACKING_METHOD', Text)),
  dns: optional(child('DNS', Text)),
  netbios: optional(child('NETBIOS', Text)),
  os: optional(child('OS', Text)),
});

export const Criticality = element('CRITICALITY', {
  label: optional(child('LABEL', Text)),
  value: optional(child('VALUE', Text)),
});

const Rationale = element('RATIONALE', {
  technologyId: optional(child('TECHNOLOGY_ID', Text)),
  text: optional(child('TEXT', Text)),
});

const Rationales = element('RATIONALE_LIST', { rationales: many(one(Rationale)) });

/** CONTROL: what a policy demands. */
export const Control = element('CONTROL', {
  id: child('ID', Text),
  statement: optional(child('STATEMENT', Text)),
  reference: optional(child('REFERENCE', Text)),
  criticality: optional(one(Criticality)),
  rationales: optional(one(Rationales)),
});

export const Technology = element('TECHNOLOGY', {
  id: child('ID', Text),
  name: optional(child('NAME', Text)),
});

export const DataPointDefinition = element('DPD', {
  label: child('LABEL', Text),
  id: optional(child('ID', Text)),
  name: optional(child('NAME', Text)),
  description: optional(child('DESC', Text)),
});

const values = (name: string) =>
  element(name, { label: child('LABEL', Text), values: many(child('V', Text)) });

export const TextPattern = values('TP');
export const FixedValue = values('FV');

const Pair = element('PAIR', { key: child('K', Text), value: child('V', Text) });
export const Translation = element('TM', { label: child('LABEL', Text), pairs: many(one(Pair)) });

const PostureHosts = element('HOST_LIST', { hosts: many(one(PostureHost)) });
const Controls = element('CONTROL_LIST', { controls: many(one(Control)) });
const Technologies = element('TECHNOLOGY_LIST', { technologies: many(one(Technology)) });
const DataPointDefinitions = element('DPD_LIST', { definitions: many(one(DataPointDefinition)) });
const TextPatterns = element('TP_LIST', { patterns: many(one(TextPattern)) });
const FixedValues = element('FV_LIST', { values: many(one(FixedValue)) });
const Translations = element('TM_LIST', { translations: many(one(Translation)) });

/** GLOSSARY: who, where and what the tokens of the evidence stand for. */
const PostureGlossary = element('GLOSSARY', {
  users: optional(one(UserList)),
  hosts: optional(one(PostureHosts)),
  controls: optional(one(Controls)),
  technologies: optional(one(Technologies)),
  definitions: optional(one(DataPointDefinitions)),
  patterns: optional(one(TextPatterns)),
  fixed: optional(one(FixedValues)),
  translations: optional(one(Translations)),
});

/** SUMMARY; what stands in it is not known for certain. */
export const PostureSummary = element('SUMMARY', {
  assets: optional(child('TOTAL_ASSETS', Text)),
  controls: optional(child('TOTAL_CONTROLS', Text)),
  passed: optional(child('TOTAL_PASSED', Text)),
  failed: optional(child('TOTAL_FAILED', Text)),
  errors: optional(child('TOTAL_ERROR', Text)),
});

const PostureResponse = element('RESPONSE', {
  datetime: optional(child('DATETIME', Text)),
  infos: many(one(PostureInfos)),
  summary: optional(one(PostureSummary)),
  warnings: optional(one(WarningList)),
  warning: optional(one(Warning)),
  glossary: optional(one(PostureGlossary)),
});

/** POSTURE_INFO_LIST_OUTPUT: how hosts keep to the controls of a policy. */
export const PostureOutput = element('POSTURE_INFO_LIST_OUTPUT', {
  request: optional(one(Request)),
  response: one(PostureResponse),
});
