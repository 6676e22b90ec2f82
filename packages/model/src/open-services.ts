import * as t from 'io-ts';

/**
 * The open ports of one protocol, by what was recognised on them: the service, and its ports as a list such as
 * `80,8000-8080`. `at`: when a scan said so, in milliseconds since 1970, UTC.
 */
const ToldServices = t.readonly(
  t.type({ at: t.number, services: t.readonlyArray(t.readonly(t.tuple([t.string, t.string]))) }),
);

/** What is open on a host: of each protocol, what the newest scan that looked for its ports found. */
export const OpenServices = t.readonly(t.partial({ tcp: ToldServices, udp: ToldServices }), 'OpenServices');
export type OpenServices = t.TypeOf<typeof OpenServices>;
