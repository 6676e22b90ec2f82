import {
  attribute,
  content,
  element,
  many,
  NumberFromText,
  one,
  optional,
  Text,
  type Element,
} from '@openguard/codec';
import type { XmlElement } from '@openguard/xml';
import * as t from 'io-ts';

const Elem = element('elem', { key: optional(attribute('key', Text)), text: content(Text) });

/** A value of a script, by key or in order. */
type Elem = t.TypeOf<typeof Elem>;

/** A table of a script's result: values and further tables, each by key or in order. */
export interface Table {
  readonly key?: string;
  readonly elems: readonly Elem[];
  readonly tables: readonly Table[];
}

// A table holds tables: its declaration has to refer to itself.
const Table: t.Type<Table, XmlElement> & Pick<Element<Table>, 'tagName' | 'fields'> = Object.assign(
  t.recursion<Table, XmlElement>('table', () =>
    element('table', {
      key: optional(attribute('key', Text)),
      elems: many(one(Elem)),
      tables: many(one(Table)),
    }),
  ),
  { tagName: 'table', fields: {} },
);

/** What one script said about a port or a host. The element is `script`; see `capitaliseScriptTags`. */
export const Script = element('Script', {
  id: attribute('id', Text),
  output: optional(attribute('output', Text)),
  elems: many(one(Elem)),
  tables: many(one(Table)),
});
export type Script = t.TypeOf<typeof Script>;

/** What listens on a port. `method` is `probed` when it was recognised, `table` when the port was looked up. */
export const Service = element('service', {
  name: attribute('name', Text),
  product: optional(attribute('product', Text)),
  version: optional(attribute('version', Text)),
  extra: optional(attribute('extrainfo', Text)),
  method: optional(attribute('method', Text)),
  tunnel: optional(attribute('tunnel', Text)),
  fingerprint: optional(attribute('servicefp', Text)),
  /** `rpc` for programs that a port mapper leads to. */
  protocol: optional(attribute('proto', Text)),
  cpe: many(one(element('cpe', { text: content(Text) }))),
});
export type Service = t.TypeOf<typeof Service>;

const State = element('state', {
  state: attribute('state', Text),
  reason: optional(attribute('reason', Text)),
});

export const Port = element('port', {
  protocol: attribute('protocol', Text),
  number: attribute('portid', NumberFromText),
  state: one(State),
  service: optional(one(Service)),
  scripts: many(one(Script)),
});
export type Port = t.TypeOf<typeof Port>;

/** Ports that are not listed one by one, because many have the same state. */
const ExtraPorts = element('extraports', {
  state: attribute('state', Text),
  reasons: many(
    one(
      element('extrareasons', {
        protocol: optional(attribute('proto', Text)),
        ports: optional(attribute('ports', Text)),
        reason: optional(attribute('reason', Text)),
      }),
    ),
  ),
});

const OsMatch = element('osmatch', {
  name: attribute('name', Text),
  accuracy: attribute('accuracy', NumberFromText),
});

const Hop = element('hop', {
  ttl: attribute('ttl', NumberFromText),
  ip: optional(attribute('ipaddr', Text)),
  rtt: optional(attribute('rtt', Text)),
});
export type Hop = t.TypeOf<typeof Hop>;

/** One host of an nmap run. `endTime` is in seconds since 1970. */
export const Host = element('host', {
  endTime: optional(attribute('endtime', NumberFromText)),
  timedOut: optional(attribute('timedout', Text)),
  status: one(
    element('status', { state: attribute('state', Text), reason: optional(attribute('reason', Text)) }),
  ),
  addresses: many(
    one(
      element('address', {
        address: attribute('addr', Text),
        type: attribute('addrtype', Text),
        vendor: optional(attribute('vendor', Text)),
      }),
    ),
  ),
  names: optional(
    one(
      element('hostnames', {
        names: many(
          one(element('hostname', { name: attribute('name', Text), type: attribute('type', Text) })),
        ),
      }),
    ),
  ),
  ports: optional(one(element('ports', { extra: many(one(ExtraPorts)), ports: many(one(Port)) }))),

  os: optional(one(element('os', { matches: many(one(OsMatch)) }))),
  ipIds: optional(one(element('ipidsequence', { kind: attribute('class', Text) }))),
  trace: optional(one(element('trace', { hops: many(one(Hop)) }))),
  hostScripts: optional(one(element('hostscript', { scripts: many(one(Script)) }))),
});
export type Host = t.TypeOf<typeof Host>;

/** Which ports were asked, as a list of numbers and ranges. */
export const ScanInfo = element('scaninfo', {
  protocol: attribute('protocol', Text),
  services: attribute('services', Text),
});

/** The start or the end of a phase, in seconds since 1970. */
export const TaskBegin = element('taskbegin', {
  task: attribute('task', Text),
  time: attribute('time', NumberFromText),
});
export const TaskEnd = element('taskend', {
  task: attribute('task', Text),
  time: attribute('time', NumberFromText),
});
export const TaskProgress = element('taskprogress', {
  task: attribute('task', Text),
  percent: attribute('percent', Text),
});

/** How the run ended. `exit="success"` is the only proof that it is complete. */
export const RunStats = element('runstats', {
  finished: one(
    element('finished', {
      exit: optional(attribute('exit', Text)),
      error: optional(attribute('errormsg', Text)),
    }),
  ),
});
