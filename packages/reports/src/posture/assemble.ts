import type { TypeOf } from 'io-ts';
import type { PostureItem } from '@openguard/model';
import type { Note } from '../finding-values.js';
import { noteAt } from '../finding-values.js';
import { present } from '../present.js';
import { entry } from '../record-table.js';
import { glossaryEntry, responseList } from '../response/response.js';
import { User } from '../response/user.js';
import {
  Control,
  DataPointDefinition,
  FixedValue,
  PostureHost,
  PostureInfo,
  PostureSummary,
  Technology,
  TextPattern,
  Translation,
  type Evidence,
  type PostureException,
} from './posture.js';

/** EXCEPTION as items tell it. */
export const exceptionOf = (
  told: TypeOf<typeof PostureException> | undefined,
  note: Note,
): PostureItem['exception'] => {
  if (told === undefined) return undefined;
  const { created, modified, comments, ...rest } = told;
  for (const { at, by } of comments?.comments ?? []) {
    if (at !== undefined) note('EXCEPTION/COMMENT_LIST/COMMENT/DATETIME', at);
    if (by !== undefined) note('EXCEPTION/COMMENT_LIST/COMMENT/BY', by);
  }
  return {
    ...rest,
    ...present({
      created: created?.at,
      createdBy: created?.by,
      modified: modified?.at,
      modifiedBy: modified?.by,
    }),
    comments: (comments?.comments ?? []).flatMap(({ text }) => (text === undefined ? [] : [text])),
  };
};

/** EVIDENCE as items tell it. */
export const evidenceOf = (
  told: TypeOf<typeof Evidence> | undefined,
): Pick<PostureItem, 'evidence' | 'dataPoints'> =>
  present({
    evidence: told?.expression,
    dataPoints: told?.points?.points.map((point) => ({
      ...point,
      errors: point.errors.map(({ number, text }) => (number === undefined ? text : `${number}: ${text}`)),
    })),
  });

/** POSTURE_INFO_LIST_OUTPUT. */
export const POSTURE_OUTPUT = responseList({
  spine: {
    INFO_LIST: {},
    GLOSSARY: {
      USER_LIST: {},
      HOST_LIST: {},
      CONTROL_LIST: {},
      TECHNOLOGY_LIST: {},
      DPD_LIST: {},
      TP_LIST: {},
      FV_LIST: {},
      TM_LIST: {},
    },
  },
  records: [
    [
      'INFO_LIST/INFO',
      entry(PostureInfo, ({ exception, evidence, ...info }, bench) => ({
        kind: 'posture',
        ...info,
        ...present({ exception: exceptionOf(exception, noteAt(bench, `${bench.path}/INFO`)) }),
        ...evidenceOf(evidence),
      })),
    ],
    ['SUMMARY', glossaryEntry(PostureSummary)],
    ['GLOSSARY/USER_LIST/USER', glossaryEntry(User)],
    ['GLOSSARY/HOST_LIST/HOST', glossaryEntry(PostureHost)],
    ['GLOSSARY/CONTROL_LIST/CONTROL', glossaryEntry(Control)],
    ['GLOSSARY/TECHNOLOGY_LIST/TECHNOLOGY', glossaryEntry(Technology)],
    ['GLOSSARY/DPD_LIST/DPD', glossaryEntry(DataPointDefinition)],
    ['GLOSSARY/TP_LIST/TP', glossaryEntry(TextPattern)],
    ['GLOSSARY/FV_LIST/FV', glossaryEntry(FixedValue)],
    ['GLOSSARY/TM_LIST/TM', glossaryEntry(Translation)],
  ],
  counted: ['posture'],
});
