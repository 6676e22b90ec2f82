const text = { type: 'string' } as const;
const flag = { type: 'boolean' } as const;
const day = { type: 'string', format: 'date' } as const;
const moment = { type: 'string', format: 'date-time' } as const;
const subscore = { type: 'number', minimum: 0, maximum: 10 } as const;

const listOf = (items: object, bounds: object = {}) => ({ type: 'array', items, ...bounds });

/** An object that has what is demanded, and nothing that is not named. */
const closed = (properties: Readonly<Record<string, object>>, required: readonly string[]) => ({
  type: 'object',
  properties,
  required,
  additionalProperties: false,
});

const words = closed({ lang: text, value: { ...text, maxLength: 4096 } }, ['lang', 'value']);

/** What CVSS 3.1 demands of its data; other members are its metrics one by one. */
const cvss31 = {
  type: 'object',
  properties: {
    version: { enum: ['3.1'] },
    vectorString: { ...text, pattern: '^CVSS:3[.]1/(([A-Z]{1,3}:[A-Z])/)*[A-Z]{1,3}:[A-Z]$' },
    baseScore: subscore,
    baseSeverity: { enum: ['NONE', 'LOW', 'MEDIUM', 'HIGH', 'CRITICAL'] },
    attackVector: { enum: ['NETWORK', 'ADJACENT_NETWORK', 'LOCAL', 'PHYSICAL'] },
  },
  required: ['version', 'vectorString', 'baseScore', 'baseSeverity'],
};

const metric = closed(
  {
    source: text,
    type: { enum: ['Primary', 'Secondary'] },
    cvssData: cvss31,
    exploitabilityScore: subscore,
    impactScore: subscore,
  },
  ['source', 'type', 'cvssData'],
);

const match = closed(
  {
    vulnerable: flag,
    criteria: text,
    matchCriteriaId: { ...text, pattern: '^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$' },
    versionStartExcluding: text,
    versionStartIncluding: text,
    versionEndExcluding: text,
    versionEndIncluding: text,
  },
  ['vulnerable', 'criteria', 'matchCriteriaId'],
);

const operator = { enum: ['AND', 'OR'] };
const node = closed({ operator, negate: flag, cpeMatch: listOf(match) }, ['operator', 'cpeMatch']);

const cve = closed(
  {
    id: { ...text, pattern: '^CVE-[0-9]{4}-[0-9]{4,}$' },
    sourceIdentifier: text,
    vulnStatus: text,
    published: moment,
    lastModified: moment,
    cveTags: listOf(closed({ sourceIdentifier: text, tags: listOf(text) }, [])),
    descriptions: listOf(words, { minItems: 1 }),
    references: listOf(
      closed(
        {
          url: { ...text, maxLength: 500, pattern: '^(ftp|http)s?://\\S+$' },
          source: text,
          tags: listOf(text),
        },
        ['url'],
      ),
      { maxItems: 500 },
    ),
    metrics: closed({ cvssMetricV31: listOf(metric) }, []),
    weaknesses: listOf(
      closed({ source: text, type: text, description: listOf(words) }, ['source', 'type', 'description']),
    ),
    configurations: listOf(closed({ operator, negate: flag, nodes: listOf(node) }, ['nodes'])),
  },
  ['id', 'published', 'lastModified', 'references', 'descriptions'],
);

/**
 * What the schema of the NVD's CVE API 2.0 (a work of the United States government) demands of a feed, in our words:
 * its types, bounds, patterns and demands, of the members that feeds of ours have. What a feed may have besides is not
 * here, and so is refused.
 */
export const NVD_SCHEMA = closed(
  {
    resultsPerPage: { type: 'integer' },
    startIndex: { type: 'integer' },
    totalResults: { type: 'integer' },
    format: text,
    version: text,
    timestamp: moment,
    vulnerabilities: listOf(closed({ cve }, ['cve'])),
  },
  ['resultsPerPage', 'startIndex', 'totalResults', 'format', 'version', 'timestamp', 'vulnerabilities'],
);

/** What the schema of CISA's catalogue (a work of the same) demands, in our words, and without its permission for more. */
export const KEV_SCHEMA = closed(
  {
    title: text,
    catalogVersion: text,
    dateReleased: moment,
    count: { type: 'integer' },
    vulnerabilities: listOf(
      closed(
        {
          cveID: { ...text, pattern: '^CVE-[0-9]{4}-[0-9]{4,19}$' },
          vendorProject: text,
          product: text,
          vulnerabilityName: text,
          dateAdded: day,
          shortDescription: text,
          requiredAction: text,
          dueDate: day,
          knownRansomwareCampaignUse: text,
          notes: text,
          cwes: listOf({ ...text, pattern: '^CWE-[0-9]+$' }),
        },
        [
          'cveID',
          'vendorProject',
          'product',
          'vulnerabilityName',
          'dateAdded',
          'shortDescription',
          'requiredAction',
          'dueDate',
        ],
      ),
    ),
  },
  ['catalogVersion', 'dateReleased', 'count', 'vulnerabilities'],
);
