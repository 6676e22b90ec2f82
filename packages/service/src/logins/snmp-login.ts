import type { LATER_ENDPOINTS, Refused, RequestOf } from '@openguard/protocol';
import { given } from '../given.js';
import type { LoginState } from './login-state.js';
import { bounded, firstRefusal, invalid, missing, unsupported } from './rules.js';

/** How a device is to be asked by SNMP, as it is asked for. */
export type SnmpLogin = Pick<
  RequestOf<typeof LATER_ENDPOINTS.snmpRecordCreate>,
  | 'version'
  | 'communityStrings'
  | 'username'
  | 'password'
  | 'authAlgorithm'
  | 'encryptPassword'
  | 'privacyAlgorithm'
  | 'securityEngineId'
  | 'contextEngineId'
  | 'context'
>;

const MOST = { name: 128, communities: 50, community: 64 };

const COMMUNITY = new RegExp(`^[\\x20-\\x7e]{1,${MOST.community}}$`);

/** What belongs to v3 alone, by the names of the parameters. */
const OF_V3 = {
  username: 'username',
  password: 'password',
  authAlgorithm: 'auth_alg',
  encryptPassword: 'encrypt_password',
  privacyAlgorithm: 'priv_alg',
  securityEngineId: 'security_engine_id',
  contextEngineId: 'context_engine_id',
  context: 'context',
} as const satisfies Partial<Record<keyof SnmpLogin, string>>;

const boundsRefusal = (asked: SnmpLogin): Refused | undefined =>
  firstRefusal(
    ...Object.entries(OF_V3).map(([key, name]) => bounded(name, asked[key as keyof typeof OF_V3], MOST.name)),
  );

const communities = (asked: SnmpLogin, before: LoginState | undefined): readonly string[] | Refused => {
  const { communityStrings: list } = asked;
  if (list === undefined) return before?.secrets.communityStrings ?? [];
  const strings = [...new Set(list.split(',').map((each) => each.trim()))].filter((each) => each !== '');
  // Nothing of a value may stand in a refusal.
  if (strings.length > MOST.communities || strings.some((each) => !COMMUNITY.test(each)))
    return invalid(
      'community_strings',
      `at most ${MOST.communities} strings of ${MOST.community} printable ASCII characters are kept`,
    );
  return strings;
};

const communityLogin = (
  version: 'v1' | 'v2c',
  asked: SnmpLogin,
  before: LoginState | undefined,
  isThere: boolean,
): Refused | LoginState => {
  const foreign = Object.entries(OF_V3).filter(([key]) => asked[key as keyof typeof OF_V3] !== undefined);
  if (foreign.length > 0)
    return unsupported(`Only records of version v3 have ${foreign.map(([, name]) => name).join(', ')}.`);
  const strings = communities(asked, before);
  if ('number' in strings) return strings;
  if (strings.length === 0)
    return isThere
      ? invalid('community_strings', `a record of version ${version} needs one, and this one would have none`)
      : missing('community_strings');
  return { login: { kind: 'snmp', version }, secrets: { communityStrings: strings } };
};

/** An algorithm and the password that it goes with. */
interface Group {
  readonly algorithm?: string;
  readonly password?: string;
}

/** Both or none; empty values take the group away. */
const groupOf = (
  [algorithmName, algorithm]: readonly [string, string | undefined],
  [passwordName, password]: readonly [string, string | undefined],
  before: Group,
): Refused | Group => {
  if (algorithm === '') return password === undefined || password === '' ? {} : missing(algorithmName);
  const whole = given({
    algorithm: algorithm ?? before.algorithm,
    password: password ?? before.password,
  });
  if (whole.algorithm !== undefined && (whole.password ?? '') === '') return missing(passwordName);
  if (whole.algorithm === undefined && whole.password !== undefined) return missing(algorithmName);
  return whole;
};

const userLogin = (asked: SnmpLogin, before: LoginState | undefined): Refused | LoginState => {
  if (asked.communityStrings !== undefined)
    return unsupported('Records of version v3 have no community_strings.');
  const { login, secrets } = before ?? { login: undefined, secrets: {} };
  const auth = groupOf(
    ['auth_alg', asked.authAlgorithm],
    ['password', asked.password],
    given({ algorithm: login?.authAlgorithm, password: secrets.password }),
  );
  if ('number' in auth) return auth;
  const privacy = groupOf(
    ['priv_alg', asked.privacyAlgorithm],
    ['encrypt_password', asked.encryptPassword],
    given({ algorithm: login?.privacyAlgorithm, password: secrets.encryptPassword }),
  );
  if ('number' in privacy) return privacy;
  if (privacy.algorithm !== undefined && auth.algorithm === undefined)
    return unsupported('Privacy (priv_alg) needs authentication (auth_alg).');
  const username = asked.username ?? login?.username ?? '';
  if (username === '') return missing('username');
  return {
    login: {
      kind: 'snmp',
      version: 'v3',
      username,
      ...given({
        authAlgorithm: auth.algorithm,
        privacyAlgorithm: privacy.algorithm,
        securityEngineId: asked.securityEngineId ?? login?.securityEngineId,
        contextEngineId: asked.contextEngineId ?? login?.contextEngineId,
        context: asked.context ?? login?.context,
      }),
    },
    secrets: given({ password: auth.password, encryptPassword: privacy.password }),
  };
};

/** How an SNMP record logs in after a request; `before` where it was there already. Without a version it is v1. */
export const snmpLogin = (asked: SnmpLogin, before?: LoginState): Refused | LoginState => {
  const refused = boundsRefusal(asked);
  if (refused !== undefined) return refused;
  const version = asked.version ?? before?.login.version ?? 'v1';
  // What another version needs is of no use to this one.
  const kept = (before?.login.version === 'v3') === (version === 'v3') ? before : undefined;
  return version === 'v3'
    ? userLogin(asked, kept)
    : communityLogin(version, asked, kept, before !== undefined);
};
