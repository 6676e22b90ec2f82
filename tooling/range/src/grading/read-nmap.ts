import * as E from 'fp-ts/lib/Either.js';
import { attributeOf, describeXmlFault, readXml, type XmlElement } from '@openguard/xml';
import { readFile } from 'node:fs/promises';
import { RangeFailure } from '../range-failure.js';
import { PLANTS } from '../plants/plants.js';
import type { Told } from './told.js';

const childrenOf = (element: XmlElement, name: string): readonly XmlElement[] =>
  element.children.flatMap((child) => (typeof child !== 'string' && child.tagName === name ? [child] : []));

/** The element `script`, by a name that the reader accepts. */
const SCRIPT = 'Script';

const WORDS = PLANTS.flatMap(({ check, bare = [] }) => bare.map((words) => ({ check, ...words })));

const toldBy = (parent: XmlElement, where: Omit<Told, 'check'>): readonly Told[] =>
  childrenOf(parent, SCRIPT).flatMap((script) =>
    WORDS.filter(
      (words) =>
        words.script === attributeOf(script, 'id') && words.says.test(attributeOf(script, 'output') ?? ''),
    ).map(({ check }) => ({ ...where, check })),
  );

const toldOf = (host: XmlElement): readonly Told[] => {
  const ip = childrenOf(host, 'address').map((address) => attributeOf(address, 'addr') ?? '')[0] ?? '';
  const ports = childrenOf(host, 'ports').flatMap((list) => childrenOf(list, 'port'));
  const onHost = childrenOf(host, 'hostscript').flatMap((scripts) =>
    // What nmap says of the host as a whole is about its file sharing, where the range plants that.
    toldBy(scripts, { ip, protocol: 'tcp', port: 445 }),
  );
  return [
    ...onHost,
    ...ports.flatMap((port) =>
      toldBy(port, {
        ip,
        protocol: attributeOf(port, 'protocol') === 'udp' ? 'udp' : 'tcp',
        port: Number(attributeOf(port, 'portid')),
      }),
    ),
  ];
};

/** What nmap's own XML tells of planted weaknesses. One that is cut off counts as far as it goes where nmap was stopped. */
export const readNmap = async (file: string, ended: boolean): Promise<readonly Told[]> => {
  const text = (await readFile(file, 'utf8'))
    .replaceAll('<script', `<${SCRIPT}`)
    .replaceAll('</script', `</${SCRIPT}`);
  const told: Told[] = [];
  const bytes = (async function* () {
    yield await Promise.resolve(Buffer.from(text));
  })();
  for await (const event of readXml(bytes, { nmaprun: {} })) {
    if (E.isLeft(event) && !ended) return told;
    if (E.isLeft(event)) throw new RangeFailure(`${file}: ${describeXmlFault(event.left)}`);
    const { right } = event;
    if (right.kind === 'record' && right.element.tagName === 'host') told.push(...toldOf(right.element));
  }
  return told;
};
