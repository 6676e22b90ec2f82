import { firstMismatch, type Element } from '@openguard/codec';
import { describeXmlFault, readXml, type XmlElement, type XmlFault } from '@openguard/xml';
import * as E from 'fp-ts/lib/Either.js';
import { Host, RunStats, ScanInfo, TaskBegin, TaskEnd, TaskProgress } from './document.js';
import { capitaliseScriptTags } from './script-tag.js';

/** Why nmap's output cannot be trusted. */
export type RunFault =
  | { readonly tag: 'Xml'; readonly fault: XmlFault }
  | { readonly tag: 'Root'; readonly name: string }
  | { readonly tag: 'Mismatch'; readonly path: string; readonly expected: string };

/**
 * What a run tells, in its order.
 *
 * - `ports`: the ports of a protocol that are asked, of every host.
 * - `phase`: a phase is `percent` done; a phase that ended is 100.
 * - `scripts`: a round of scripts took this long, in seconds.
 * - `finished`: how the run itself says that it ended.
 * - `end`: the document is complete.
 */
export type RunEvent =
  | { readonly kind: 'ports'; readonly protocol: 'tcp' | 'udp'; readonly ports: string }
  | { readonly kind: 'phase'; readonly task: string; readonly percent: number }
  | { readonly kind: 'scripts'; readonly seconds: number }
  | { readonly kind: 'host'; readonly host: Host }
  | { readonly kind: 'finished'; readonly success: boolean; readonly error: string }
  | { readonly kind: 'end' };

type Told = E.Either<RunFault, RunEvent>;

const told = <A>(
  declared: Element<A>,
  record: XmlElement,
  tell: (value: A) => readonly RunEvent[],
): readonly Told[] => {
  const decoded = declared.decode(record);
  if (E.isRight(decoded)) return tell(decoded.right).map(E.right);
  const { path, expected } = firstMismatch(decoded.left);
  return [E.left({ tag: 'Mismatch', path, expected })];
};

const SCRIPTS = 'NSE';

/** Reads records of one run; keeps the time when the current round of scripts began. */
const recordReader = (): ((record: XmlElement) => readonly Told[]) => {
  let began: number | undefined;
  return (record) => {
    switch (record.tagName) {
      case 'host':
        return told(Host, record, (host) => [{ kind: 'host', host }]);
      case 'scaninfo':
        return told(ScanInfo, record, ({ protocol, services }) =>
          protocol === 'tcp' || protocol === 'udp' ? [{ kind: 'ports', protocol, ports: services }] : [],
        );
      case 'taskbegin':
        return told(TaskBegin, record, ({ task, time }) => {
          if (task === SCRIPTS) began = time;
          return [];
        });
      case 'taskend':
        return told(TaskEnd, record, ({ task, time }) => [
          { kind: 'phase', task, percent: 100 },
          ...(task === SCRIPTS && began !== undefined
            ? [{ kind: 'scripts' as const, seconds: time - began }]
            : []),
        ]);
      case 'taskprogress':
        return told(TaskProgress, record, ({ task, percent }) => [
          { kind: 'phase', task, percent: Number(percent) },
        ]);
      case 'runstats':
        return told(RunStats, record, ({ finished }) => [
          { kind: 'finished', success: finished.exit === 'success', error: finished.error ?? '' },
        ]);
      default:
        // Hints, levels and phases of other scans say nothing that is reported.
        return [];
    }
  };
};

/** Reads nmap's XML while it is written. A fault comes as a left and is the last thing that comes. */
export async function* readRun(source: AsyncIterable<Uint8Array>): AsyncGenerator<Told, void, undefined> {
  const read = recordReader();
  for await (const event of readXml(capitaliseScriptTags(source), { nmaprun: {} })) {
    if (E.isLeft(event)) {
      yield E.left({ tag: 'Xml', fault: event.left });
      return;
    }
    const { right } = event;
    if (right.kind === 'open' && right.element.tagName !== 'nmaprun') {
      yield E.left({ tag: 'Root', name: right.element.tagName });
      return;
    }
    if (right.kind === 'end') yield E.right({ kind: 'end' });
    if (right.kind !== 'record') continue;
    for (const item of read(right.element)) {
      yield item;
      if (E.isLeft(item)) return;
    }
  }
}

/** Whether the output only ends too early: the process can say better why. */
export const isCut = (fault: RunFault): boolean =>
  fault.tag === 'Xml' && (fault.fault.tag === 'Truncated' || fault.fault.tag === 'Empty');

/** One line that says what is wrong with the output. */
export const describeRunFault = (fault: RunFault): string => {
  switch (fault.tag) {
    case 'Xml':
      return describeXmlFault(fault.fault);
    case 'Root':
      return `its root element is ${fault.name}, not nmaprun`;
    case 'Mismatch':
      return `${fault.path} is not ${fault.expected}`;
  }
};
