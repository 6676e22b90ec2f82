import type { AffectedProduct, KnownVulnerability } from '@openguard/model';
import * as t from 'io-ts';
import { isCpe, parseCpe } from '../known/cpe.js';
import { parseFeedDate } from './feed-date.js';

const Match = t.intersection([
  t.type({ vulnerable: t.boolean, criteria: t.string }),
  t.partial({
    versionStartIncluding: t.string,
    versionStartExcluding: t.string,
    versionEndIncluding: t.string,
    versionEndExcluding: t.string,
  }),
]);

const Metric = t.type({
  type: t.string,
  cvssData: t.intersection([t.type({ baseScore: t.number }), t.partial({ vectorString: t.string })]),
});

const Node = t.intersection([t.type({ cpeMatch: t.array(Match) }), t.partial({ negate: t.boolean })]);
const Configuration = t.intersection([t.type({ nodes: t.array(Node) }), t.partial({ negate: t.boolean })]);

/** What is read of a record of the NVD's feeds, version 2.0. */
export const NvdRecord = t.type({
  cve: t.intersection([
    t.type({ id: t.string, descriptions: t.array(t.type({ lang: t.string, value: t.string })) }),
    t.partial({
      vulnStatus: t.string,
      lastModified: t.string,
      metrics: t.partial({
        cvssMetricV40: t.array(Metric),
        cvssMetricV31: t.array(Metric),
        cvssMetricV30: t.array(Metric),
        cvssMetricV2: t.array(Metric),
      }),
      configurations: t.array(Configuration),
    }),
  ]),
});
type NvdRecord = t.TypeOf<typeof NvdRecord>;

const rangeOf = (match: t.TypeOf<typeof Match>): readonly AffectedProduct[] => {
  const name = parseCpe(match.criteria);
  if (name === undefined) return [];
  return [
    {
      ...name,
      ...(match.versionStartIncluding === undefined ? {} : { from: match.versionStartIncluding }),
      ...(match.versionStartExcluding === undefined ? {} : { after: match.versionStartExcluding }),
      ...(match.versionEndIncluding === undefined ? {} : { to: match.versionEndIncluding }),
      ...(match.versionEndExcluding === undefined ? {} : { before: match.versionEndExcluding }),
    },
  ];
};

/** The score of the newest version of CVSS, that of the NVD itself before others. */
const scoreOf = ({ metrics = {} }: NvdRecord['cve']) => {
  const { cvssMetricV40, cvssMetricV31, cvssMetricV30, cvssMetricV2 } = metrics;
  const all = [cvssMetricV40, cvssMetricV31, cvssMetricV30, cvssMetricV2].find(
    (list) => list !== undefined && list.length > 0,
  );
  return (all?.find(({ type }) => type === 'Primary') ?? all?.[0])?.cvssData;
};

/** What a record says to be vulnerable, but for what is negated: that says what is not affected. */
const vulnerableOf = ({ vulnStatus, configurations = [] }: NvdRecord['cve']) =>
  vulnStatus === 'Rejected'
    ? []
    : configurations
        .filter(({ negate }) => negate !== true)
        .flatMap(({ nodes }) => nodes)
        .filter(({ negate }) => negate !== true)
        .flatMap(({ cpeMatch }) => cpeMatch)
        .filter(({ vulnerable }) => vulnerable);

/** How many names of products nobody can read, so that nothing is ever found by them. */
export const unreadableIn = ({ cve }: NvdRecord): number =>
  vulnerableOf(cve).filter(({ criteria }) => !isCpe(criteria)).length;

/**
 * The vulnerability of a record. One that was rejected affects nothing. That a product is affected only on some
 * platform is not read: nobody sees from outside on which one it runs, and the finding is a potential one anyway.
 * `undefined` when the record says that it was modified when no calendar has a day.
 */
export const fromNvd = ({ cve }: NvdRecord): KnownVulnerability | undefined => {
  const modifiedAt = cve.lastModified === undefined ? undefined : parseFeedDate(cve.lastModified);
  if (cve.lastModified !== undefined && modifiedAt === undefined) return undefined;
  const matches = vulnerableOf(cve).flatMap(rangeOf);
  const score = scoreOf(cve);
  return {
    cve: cve.id,
    summary: (cve.descriptions.find(({ lang }) => lang === 'en') ?? cve.descriptions[0])?.value ?? '',
    affected: [...new Map(matches.map((match) => [JSON.stringify(match), match] as const)).values()],
    ...(score === undefined ? {} : { score: score.baseScore }),
    ...(score?.vectorString === undefined ? {} : { vector: score.vectorString }),
    ...(modifiedAt === undefined ? {} : { modifiedAt }),
  };
};
