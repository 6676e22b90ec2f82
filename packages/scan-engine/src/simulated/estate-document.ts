import { parseAddress, parseTargetList, type AddressSet } from '@openguard/targets';
import * as E from 'fp-ts/lib/Either.js';
import * as t from 'io-ts';

/** A value that is read from JSON by a function; its name says what is expected. */
const described = <A>(
  name: string,
  is: (input: unknown) => input is A,
  read: (input: unknown) => A | undefined,
): t.Type<A, unknown> =>
  new t.Type<A, unknown>(
    name,
    is,
    (input, context) => {
      const value = read(input);
      return value === undefined ? t.failure(input, context) : t.success(value);
    },
    (value) => value,
  );

const LONGEST = 4000;
const Words = described('a text', t.string.is, (input) =>
  typeof input === 'string' && input.trim() !== '' && input.length <= LONGEST ? input : undefined,
);
const PortNumber = described('a port number from 1 to 65535', t.number.is, (input) =>
  typeof input === 'number' && Number.isInteger(input) && input >= 1 && input <= 65535 ? input : undefined,
);
const IpAddress = described('an IPv4 address such as "127.0.0.1"', t.number.is, (input) => {
  const address = typeof input === 'string' ? parseAddress(input) : E.left(undefined);
  return E.isRight(address) ? address.right : undefined;
});
const isAddressSet = (input: unknown): input is AddressSet => Array.isArray(input);
const Addresses = described('a target list such as "127.0.0.2-127.0.0.9"', isAddressSet, (input) => {
  const list = typeof input === 'string' ? parseTargetList(input) : E.left(undefined);
  return E.isRight(list) ? list.right.addresses : undefined;
});
const DATE = /^\d{4}-\d\d-\d\d(?:T\d\d:\d\d(?::\d\d(?:\.\d{1,3})?)?Z)?$/;
const Moment = described('a date such as "2026-01-31" or "2026-01-31T12:00:00Z"', t.number.is, (input) => {
  if (typeof input !== 'string' || !DATE.test(input)) return undefined;
  const time = Date.parse(input);
  // A day that does not exist, such as 31 February, would silently become another one.
  const exists = !Number.isNaN(time) && new Date(time).toISOString().startsWith(input.slice(0, 10));
  return exists ? time : undefined;
});
const Flag = described('true or false', t.boolean.is, (input) =>
  typeof input === 'boolean' ? input : undefined,
);

const AN_OBJECT = 'an object';
const A_LIST = 'a list';
const period = { from: Moment, until: Moment };

const Service = t.intersection([
  t.type({ port: PortNumber, service: Words }, AN_OBJECT),
  t.partial({ product: Words, version: Words, banner: Words, ssl: Flag, ...period }, AN_OBJECT),
]);

const Weakness = t.intersection([
  t.type({ check: Words }, AN_OBJECT),
  t.partial({ port: PortNumber, result: Words, potential: Flag, ...period }, AN_OBJECT),
]);

const Host = t.intersection([
  t.type({ ip: IpAddress }, AN_OBJECT),
  t.partial(
    { name: Words, os: Words, services: t.array(Service, A_LIST), weaknesses: t.array(Weakness, A_LIST) },
    AN_OBJECT,
  ),
]);

const Router = t.intersection([
  t.type({ serves: Addresses }, AN_OBJECT),
  t.partial({ ip: IpAddress, name: Words, os: Words }, AN_OBJECT),
]);

/** The description of an estate as JSON. */
export const EstateDocument = t.intersection([
  t.type({ hosts: t.array(Host, A_LIST) }, AN_OBJECT),
  t.partial({ name: Words, routers: t.array(Router, A_LIST) }, AN_OBJECT),
]);
export type EstateDocument = t.TypeOf<typeof EstateDocument>;

const step = (key: string): string => (/^\d+$/.test(key) ? `[${key}]` : `.${key}`);

/** Where a value stands, such as `hosts[0].ip`. */
const pathTo = (keys: readonly string[]): string => keys.map(step).join('').replace(/^\./, '');

/** The path of the first error, and what was expected there. */
export const firstError = (errors: t.Errors): { readonly path: string; readonly expected: string } => {
  const context = errors[0]?.context ?? [];
  // The parts of an intersection are no steps of the path.
  const keys = context
    .filter((_, index) => index > 0 && !(context[index - 1]?.type instanceof t.IntersectionType))
    .map(({ key }) => key);
  return { path: pathTo(keys) || 'the estate', expected: context.at(-1)?.type.name ?? 'something else' };
};

const ESTATE_KEYS = ['name', 'hosts', 'routers'];
const HOST_KEYS = ['ip', 'name', 'os', 'services', 'weaknesses'];
const SERVICE_KEYS = ['port', 'service', 'product', 'version', 'banner', 'ssl', 'from', 'until'];
const WEAKNESS_KEYS = ['check', 'port', 'result', 'potential', 'from', 'until'];
const ROUTER_KEYS = ['ip', 'name', 'os', 'serves'];

const KEYS: readonly (readonly [RegExp, readonly string[]])[] = [
  [/^$/, ESTATE_KEYS],
  [/^hosts\[\d+\]$/, HOST_KEYS],
  [/^routers\[\d+\]$/, ROUTER_KEYS],
  [/\.services\[\d+\]$/, SERVICE_KEYS],
  [/\.weaknesses\[\d+\]$/, WEAKNESS_KEYS],
];

/** The first key that an estate does not have: most likely a misspelt one, whose value would be lost. */
export const unknownKey = (input: unknown, keys: readonly string[] = []): string | undefined => {
  if (typeof input !== 'object' || input === null) return undefined;
  const known = KEYS.find(([path]) => path.test(pathTo(keys)))?.[1];
  for (const [key, value] of Object.entries(input)) {
    if (!Array.isArray(input) && known?.includes(key) === false) return pathTo([...keys, key]);
    const inner = unknownKey(value, [...keys, key]);
    if (inner !== undefined) return inner;
  }
  return undefined;
};
