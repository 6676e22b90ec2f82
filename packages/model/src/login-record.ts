import * as t from 'io-ts';

/** What an authentication record logs in to. */
export const LoginKind = t.keyof({ unix: null, cisco: null, snmp: null }, 'LoginKind');
export type LoginKind = t.TypeOf<typeof LoginKind>;

/** How SNMP is spoken. */
export const SnmpVersion = t.keyof({ v1: null, v2c: null, v3: null }, 'SnmpVersion');
export type SnmpVersion = t.TypeOf<typeof SnmpVersion>;

/**
 * An authentication record of an account: how hosts are logged in to when they are scanned. Times are milliseconds since
 * 1970, UTC.
 *
 * - `ips`: a target list in its shortest form.
 * - `port`: ports as they were given, of Unix and Cisco records.
 * - `sealed`: its passwords and community strings, encrypted by who keeps it; left out when it has none.
 */
export const LoginRecord = t.readonly(
  t.intersection([
    t.type({
      id: t.number,
      account: t.string,
      kind: LoginKind,
      title: t.string,
      comments: t.string,
      ips: t.string,
      createdAt: t.number,
      createdBy: t.string,
      modifiedAt: t.number,
    }),
    t.partial({
      username: t.string,
      skipPassword: t.boolean,
      cleartextPassword: t.boolean,
      port: t.string,
      version: SnmpVersion,
      authAlgorithm: t.string,
      privacyAlgorithm: t.string,
      securityEngineId: t.string,
      contextEngineId: t.string,
      context: t.string,
      sealed: t.string,
    }),
  ]),
  'LoginRecord',
);
export type LoginRecord = t.TypeOf<typeof LoginRecord>;
