import type { Client } from '@openguard/client';
import { OpenGuardError } from '@openguard/errors';
import type { DocumentItem, RecordItem, ReturnItem } from '@openguard/model';
import { LATER_ENDPOINTS, type Endpoint, type Pair } from '@openguard/protocol';
import { entryCells, entryHeadings, printable } from '@openguard/render';
import { API_HELP, API_OPTIONS, actionRequest, pairsOf, refuseNumbersAlone, withApi } from '../api.js';
import type { Command, Invocation } from '../command.js';
import { consume } from '../consume.js';
import { write, writeJson } from '../output.js';
import { isOfKind, ofKindAlone, type KindRequest, type RecordKind } from '../record-kind.js';
import { SECRET_HELP, SECRET_OPTIONS, secretPairs } from '../record-secret.js';
import { tellTable, type Columns } from '../tell.js';

/** What is done with a record: given what was asked for, the call of it. */
type Deed = (client: Client, pairs: readonly Pair[], signal: AbortSignal) => ReturnType<Client['call']>;

const deed =
  <R>(verb: string, endpoint: Endpoint<R>): Deed =>
  (client, pairs, signal) =>
    client.call(endpoint, actionRequest(`auth ${verb}`, endpoint, verb, pairs), { signal });

const UNIX: ReadonlyMap<string, Deed> = new Map([
  ['create', deed('create', LATER_ENDPOINTS.unixRecordCreate)],
  ['update', deed('update', LATER_ENDPOINTS.unixRecordUpdate)],
  ['delete', deed('delete', LATER_ENDPOINTS.unixRecordDelete)],
]);

const SNMP: ReadonlyMap<string, Deed> = new Map([
  ['create', deed('create', LATER_ENDPOINTS.snmpRecordCreate)],
  ['update', deed('update', LATER_ENDPOINTS.snmpRecordUpdate)],
  ['delete', deed('delete', LATER_ENDPOINTS.snmpRecordDelete)],
]);

/** Which secrets a record of a kind has. */
const SECRETS_OF: Readonly<Record<RecordKind, readonly string[]>> = {
  unix: ['password'],
  cisco: ['password', 'enable_password'],
  snmp: ['password', 'encrypt_password', 'community_strings'],
};

const columns = (kind: RecordKind): Columns<RecordItem> => ({
  headings: entryHeadings('record').headings,
  pick: (item) => (item.kind === 'record' && isOfKind(item, kind) ? item : undefined),
  row: entryCells,
  none: `No ${kind} record matches.`,
});

const list = async (invocation: Invocation, kind: RecordKind, pairs: readonly Pair[]): Promise<void> => {
  refuseNumbersAlone('auth', pairs);
  const { pullList } = await import('@openguard/client');
  const { snmpRecordList, unixRecordList } = LATER_ENDPOINTS;
  const options = { signal: invocation.io.signal };
  await withApi(invocation, (client) => {
    const items =
      kind === 'snmp'
        ? pullList(client, snmpRecordList, actionRequest('auth', snmpRecordList, 'list', pairs), options)
        : pullList(client, unixRecordList, actionRequest('auth', unixRecordList, 'list', pairs), options);
    return tellTable(invocation, items, columns(kind));
  });
};

/** What is asked for, with the secrets that belong to it. */
const wholeRequest = async (
  invocation: Invocation,
  kind: RecordKind,
  verb: string,
  pairs: readonly Pair[],
): Promise<readonly Pair[]> => {
  if (verb === 'delete') return pairs;
  const secrets = await secretPairs(invocation, (name) => SECRETS_OF[kind].includes(name));
  const subType: readonly Pair[] = kind === 'cisco' && verb === 'create' ? [['sub_type', 'cisco']] : [];
  return [...subType, ...pairs, ...secrets];
};

const outcomeLine = ({ status, number, text, ids = [] }: ReturnItem): string => {
  const what = `${printable(text)}${ids.length === 0 ? '' : `: ${printable(ids.join(', '))}`}`;
  return status === 'SUCCESS' ? what : `refused${number === undefined ? '' : ` (${number})`}: ${what}`;
};

async function* outcomes(
  call: Deed,
  client: Client,
  { pairs, refused }: KindRequest,
  signal: AbortSignal,
): AsyncGenerator<DocumentItem, void, undefined> {
  if (pairs !== undefined) yield* (await call(client, pairs, signal)).items();
  yield* refused;
}

const act = async (
  invocation: Invocation,
  kind: RecordKind,
  verb: string,
  pairs: readonly Pair[],
): Promise<void> => {
  const { io, values } = invocation;
  const call = (kind === 'snmp' ? SNMP : UNIX).get(verb);
  if (call === undefined)
    throw new OpenGuardError(
      'OG_USAGE',
      'auth: say list, create, update or delete; see openguard auth --help',
    );
  const asked = await wholeRequest(invocation, kind, verb, pairs);
  await withApi(invocation, async (client) => {
    const request = await ofKindAlone(client, kind, asked, io.signal);
    const returned: ReturnItem[] = [];
    // A refusal of some records may stand beside what was done with others, which is told before it.
    const refused = await consume(outcomes(call, client, request, io.signal), (item) => {
      if (item.kind === 'return') returned.push(item);
    }).then(
      () => undefined,
      (error: unknown) => ({ error }),
    );
    const isDone = returned.some(({ status }) => status === 'SUCCESS');
    if (values['json'] === true && (isDone || refused === undefined)) await writeJson(io, returned);
    else if (isDone) for (const one of returned) await write(io, `${outcomeLine(one)}\n`);
    if (refused !== undefined) throw refused.error;
  });
};

const isKind = (word: string | undefined): word is RecordKind =>
  word === 'unix' || word === 'cisco' || word === 'snmp';

/** Authentication records of API v2. */
export const auth: Command = {
  name: 'auth',
  usage: 'openguard auth unix|cisco|snmp list|create|update|delete [name=value ...]',
  help: `Keeps authentication records: how scans log in to hosts. An address stands in one Unix or in one Cisco IOS record,
never in both.

list:   ids, id_min, id_max, title, comments, details (Basic, All)
create: title=… ips=… and the log-in; update: ids=… and what changes, with ips, add_ips or remove_ips; delete: ids=…
        Unix and Cisco IOS records stand in one list with one row of numbers: update and delete ask for the list first,
        and change records of the kind that you say alone.
unix:   username, skip_password, cleartext_password, port
cisco:  username, cleartext_password, port. Cisco IOS devices are asked over SSH1, SSH2 and telnet (telnet needs
        cleartext_password=1). The account needs superuser rights and must be able to run "show version",
        "show logging" and, in the "enable" shell, "show running-config".
snmp:   version (v1, v2c, v3; v1 if left out), for v3 username, auth_alg (MD5, SHA1), priv_alg (DES, AES),
        security_engine_id, context_engine_id, context. A record without a version is older than 6.18, and v1.

What a service does with a record is its own matter: scans of openguard-server use SNMP records of version v1 and v2c. It
keeps Unix, Cisco IOS and SNMPv3 records, and its scans do not use them yet.

Secrets never stand on the command line:
${SECRET_HELP}${API_HELP}`,
  example:
    'openguard auth cisco create title=Routers ips=192.0.2.1 username=scan --record-password-file secret.txt',
  options: { ...API_OPTIONS, ...SECRET_OPTIONS },
  run: async (invocation) => {
    const [kind, verb, ...words] = invocation.positionals;
    if (!isKind(kind) || verb === undefined)
      throw new OpenGuardError(
        'OG_USAGE',
        'auth: say unix, cisco or snmp, and list, create, update or delete; see openguard auth --help',
      );
    const pairs = pairsOf('auth', words);
    await (verb === 'list' ? list(invocation, kind, pairs) : act(invocation, kind, verb, pairs));
    return 0;
  },
};
