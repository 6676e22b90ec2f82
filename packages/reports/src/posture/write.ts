import { content, element, Text } from '@openguard/codec';
import type { GlossaryItem, PostureItem } from '@openguard/model';
import { endTag, startTag, writeElement, type XmlElement } from '@openguard/xml';
import { documentHead } from '../document-head.js';
import { formatIsoDate } from '../iso-date.js';
import { present } from '../present.js';
import { Request } from '../response/request.js';
import { requestOf, type ToldRequest } from '../response/told-request.js';
import { User } from '../response/user.js';
import { WarningList } from '../response/warning.js';
import {
  Control,
  DataPointDefinition,
  FixedValue,
  PostureHost,
  PostureInfo,
  Technology,
  TextPattern,
  Translation,
} from './posture.js';

const Datetime = element('DATETIME', { text: content(Text) });

/** The lists of a glossary in their order, and what they are made of. */
const LISTS = [
  ['USER_LIST', User],
  ['HOST_LIST', PostureHost],
  ['CONTROL_LIST', Control],
  ['TECHNOLOGY_LIST', Technology],
  ['DPD_LIST', DataPointDefinition],
  ['TP_LIST', TextPattern],
  ['FV_LIST', FixedValue],
  ['TM_LIST', Translation],
] as const;

const errorOf = (text: string) => {
  const [, number, rest] = /^(\d+): ([^]*)$/.exec(text) ?? [];
  return number === undefined || rest === undefined ? { text } : { number, text: rest };
};

const exceptionOf = ({
  created,
  createdBy,
  modified,
  modifiedBy,
  comments,
  ...rest
}: NonNullable<PostureItem['exception']>) => ({
  ...rest,
  ...(created === undefined && createdBy === undefined
    ? {}
    : { created: present({ at: created, by: createdBy }) }),
  ...(modified === undefined && modifiedBy === undefined
    ? {}
    : { modified: present({ at: modified, by: modifiedBy }) }),
  ...(comments.length === 0 ? {} : { comments: { comments: comments.map((text) => ({ text })) } }),
});

const infoOf = (item: PostureItem, hostId: number, withEvidence: boolean): XmlElement => {
  const { evidence, dataPoints, exception } = item;
  const points = dataPoints?.map(({ errors, ...point }) => ({ ...point, errors: errors.map(errorOf) }));
  const proof = present({ expression: evidence, points: points === undefined ? undefined : { points } });
  return PostureInfo.encode({
    ...{ id: item.id ?? 0, hostId, controlId: item.controlId, status: item.status },
    ...present({
      technologyId: item.technologyId,
      instance: item.instance,
      previousStatus: item.previousStatus,
      modified: item.modified,
      evaluated: item.evaluated,
      remediation: item.remediation,
      exception: exception === undefined ? undefined : exceptionOf(exception),
    }),
    ...(withEvidence && Object.keys(proof).length > 0 ? { evidence: proof } : {}),
  });
};

/** A posture of a host as it stands in INFO_LIST, with its evidence and without. */
export const writePosture = (
  item: PostureItem,
  hostId: number,
): { readonly whole: string; readonly brief: string } => ({
  whole: writeElement(infoOf(item, hostId, true), '      '),
  brief: writeElement(infoOf(item, hostId, false), '      '),
});

/**
 * An entry of the glossary as it stands in its list, and which of the lists that is, counted in their order;
 * `undefined` for what is no entry of one.
 */
export const writeExplanation = ({
  entry,
  values,
}: Pick<GlossaryItem, 'entry' | 'values'>):
  { readonly list: string; readonly order: number; readonly written: string } | undefined => {
  for (const [order, [list, declared]] of LISTS.entries()) {
    if (declared.tagName.toLowerCase() !== entry || !declared.is(values)) continue;
    return { list, order, written: writeElement(declared.encode(values as never), '        ') };
  }
  return undefined;
};

/** What of a glossary a list needs where evidence is left out. */
export const PLAIN_LISTS: ReadonlySet<string> = new Set([
  'USER_LIST',
  'HOST_LIST',
  'CONTROL_LIST',
  'TECHNOLOGY_LIST',
]);

/** A list of postures, as they were written one by one. */
export interface WrittenPostures {
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly request?: ToldRequest;
  readonly infos: AsyncIterable<string>;
  /** That the list is cut after so many, asked for when all of them were read. */
  readonly cut: () => { readonly after: number; readonly url: string } | undefined;
  /** Entries of the glossary, list by list. */
  readonly explanations: AsyncIterable<{ readonly list: string; readonly written: string }>;
}

const tag = (tagName: string) => ({ tagName, attributes: {}, children: [] });

const warning = (cut: ReturnType<WrittenPostures['cut']>): string =>
  cut === undefined
    ? ''
    : writeElement(
        WarningList.encode({
          warnings: [
            {
              code: '1980',
              text: `${cut.after} record limit exceeded. Use URL to get next batch of results.`,
              url: cut.url,
            },
          ],
        }),
        '    ',
      );

/** Parts in lists of their own: `open` says which list a part belongs to. */
async function* inLists(
  parts: AsyncIterable<{ readonly list: string; readonly written: string }>,
  indent: string,
): AsyncGenerator<string, void, undefined> {
  let open: string | undefined;
  for await (const { list, written } of parts) {
    const end = open === undefined ? '' : `${indent}${endTag(tag(open))}\n`;
    yield list === open ? written : `${end}${indent}${startTag(tag(list))}\n${written}`;
    open = list;
  }
  if (open !== undefined) yield `${indent}${endTag(tag(open))}\n`;
}

async function* glossary(
  explanations: WrittenPostures['explanations'],
): AsyncGenerator<string, void, undefined> {
  let isOpen = false;
  for await (const piece of inLists(explanations, '      ')) {
    if (!isOpen) yield `    ${startTag(tag('GLOSSARY'))}\n`;
    isOpen = true;
    yield piece;
  }
  if (isOpen) yield `    ${endTag(tag('GLOSSARY'))}\n`;
}

async function* asInfos(infos: AsyncIterable<string>) {
  for await (const written of infos) yield { list: 'INFO_LIST', written };
}

const PIECE = 32 * 1024;

/** Small pieces joined to larger ones. */
async function* joined(pieces: AsyncIterable<string>): AsyncGenerator<string, void, undefined> {
  let whole = '';
  for await (const piece of pieces) {
    whole += piece;
    if (whole.length < PIECE) continue;
    yield whole;
    whole = '';
  }
  yield whole;
}

async function* parts(list: WrittenPostures): AsyncGenerator<string, void, undefined> {
  const asked = requestOf(list.request).request;
  yield documentHead(
    'POSTURE_INFO_LIST_OUTPUT',
    '/api/2.0/fo/compliance/posture/info/posture_info_list_output.dtd',
  );
  yield `${startTag(tag('POSTURE_INFO_LIST_OUTPUT'))}\n`;
  if (asked !== undefined) yield writeElement(Request.encode(asked), '  ');
  yield `  ${startTag(tag('RESPONSE'))}\n`;
  yield writeElement(Datetime.encode({ text: formatIsoDate(list.at) }), '    ');
  yield* inLists(asInfos(list.infos), '    ');
  yield warning(list.cut());
  yield* glossary(list.explanations);
  yield `  ${endTag(tag('RESPONSE'))}\n${endTag(tag('POSTURE_INFO_LIST_OUTPUT'))}\n`;
}

/** Writes POSTURE_INFO_LIST_OUTPUT in pieces. */
export const writePostures = (list: WrittenPostures): AsyncGenerator<string, void, undefined> =>
  joined(parts(list));
