import type { MapComparison } from '@openguard/analytics';
import { printable } from './printable.js';

type Host = MapComparison['hosts']['came'][number];
type Change = MapComparison['hosts']['changed'][number];
type Move = MapComparison['hosts']['moved'][number];

const portsText = ({ ports }: Host): string =>
  ports.length === 0 ? 'no open port' : `ports ${ports.join(' ')}`;

const routerText = (router: string): string =>
  router === '' ? 'a router that is not shown' : printable(router);

const behindText = ({ behind }: Host): string =>
  behind.length === 0 ? 'nothing' : behind.map(routerText).join(' and ');

const nameText = ({ ip, name }: Host): string =>
  name === undefined ? printable(ip) : `${printable(ip)} (${printable(name)})`;

const hostText = (host: Host): string => `${host.kind} ${nameText(host)}, ${portsText(host)}`;

const wordOf = (text: string | undefined): string => (text === undefined ? 'none' : printable(text));

const changeText = ({ before, after, what }: Change): string => {
  const words = what.map((kind) => {
    if (kind === 'name') return `name ${wordOf(before.name)} to ${wordOf(after.name)}`;
    if (kind === 'system') return `system ${wordOf(before.os)} to ${wordOf(after.os)}`;
    if (kind === 'kind') return `${before.kind} to ${after.kind}`;
    return `${portsText(before)} to ${portsText(after)}`;
  });
  return `${nameText(after)}: ${words.join(', ')}`;
};

const moveText = ({ before, after, what }: Move): string => {
  const words = what.map((kind) =>
    kind === 'address'
      ? `from ${printable(before.ip)}`
      : `from behind ${behindText(before)} to behind ${behindText(after)}`,
  );
  return `${nameText(after)}: moved ${words.join(', ')}`;
};

/** How two maps differ, for people, line by line: what came, went, moved or changed, and what cannot be told. */
export function* mapComparisonText({ hosts, links }: MapComparison): Generator<string, void, undefined> {
  const lines = [
    ...hosts.came.map((host) => `+ ${hostText(host)}`),
    ...hosts.went.map((host) => `- ${hostText(host)}`),
    ...hosts.moved.map((move) => `> ${moveText(move)}`),
    ...hosts.changed.map((change) => `~ ${changeText(change)}`),
    ...links.came.map(({ router, ip }) => `+ link ${routerText(router)} to ${printable(ip)}`),
    ...links.went.map(({ router, ip }) => `- link ${routerText(router)} to ${printable(ip)}`),
    ...hosts.notTested.map((host) => `? ${hostText(host)}: not told again, ${printable(host.reason)}`),
    ...(links.notTested === undefined ? [] : [`? links: ${printable(links.notTested)}`]),
  ];
  for (const line of lines) yield `${line}\n`;
  if (lines.length === 0) yield 'No host or link came, went, moved or changed.\n';
}
