import type { LATER_ENDPOINTS, Refused, RequestOf } from '@openguard/protocol';
import { given } from '../given.js';
import type { LoginState } from './login-state.js';
import { bounded, exclusive, firstRefusal, invalid, missing, unsupported } from './rules.js';

/** How a Unix or Cisco IOS device is to be logged in to, as it is asked for. */
export type UnixLogin = Pick<
  RequestOf<typeof LATER_ENDPOINTS.unixRecordCreate>,
  'subType' | 'username' | 'password' | 'skipPassword' | 'cleartextPassword' | 'enablePassword' | 'port'
>;

const MOST = { username: 255, password: 100 };

const PORTS = /^[0-9]{1,5}(?:,[0-9]{1,5}){0,99}$/;

const portsRefusal = (port: string | undefined): Refused | undefined =>
  port === undefined ||
  port === '' ||
  (PORTS.test(port) && port.split(',').every((each) => Number(each) > 0 && Number(each) < 65_536))
    ? undefined
    : invalid('port', 'write ports such as 22,2222');

const kindOf = (subType: string | undefined, before: LoginState | undefined): 'unix' | 'cisco' | Refused => {
  const there = before?.login.kind === 'cisco' ? 'cisco' : 'unix';
  if (subType === undefined) return there;
  if (subType !== 'cisco') return invalid('sub_type', 'this server knows cisco');
  return before === undefined || there === 'cisco'
    ? 'cisco'
    : unsupported('A Unix record does not become a Cisco IOS record; delete it and create another.');
};

const misfit = (kind: 'unix' | 'cisco', asked: UnixLogin): Refused | undefined => {
  if (kind === 'cisco' && asked.skipPassword === true)
    return unsupported('skip_password belongs to Unix records.');
  if (kind === 'unix' && asked.enablePassword !== undefined)
    return unsupported('enable_password belongs to Cisco IOS records (sub_type=cisco).');
  return asked.skipPassword === true && asked.password !== undefined
    ? exclusive('password', 'skip_password')
    : undefined;
};

/** How a Unix or Cisco IOS record logs in after a request; `before` where it was there already. */
export const unixLogin = (asked: UnixLogin, before?: LoginState): Refused | LoginState => {
  const kind = kindOf(asked.subType, before);
  if (typeof kind !== 'string') return kind;
  const refused = firstRefusal(
    misfit(kind, asked),
    bounded('username', asked.username, MOST.username),
    asked.password === '' ? invalid('password', 'it is empty') : undefined,
    bounded('password', asked.password, MOST.password),
    bounded('enable_password', asked.enablePassword, MOST.password),
    portsRefusal(asked.port),
  );
  if (refused !== undefined) return refused;
  const { login, secrets } = before ?? { login: {}, secrets: {} };
  const username = asked.username ?? login.username ?? '';
  if (username === '') return missing('username');
  const skipPassword = asked.password === undefined && (asked.skipPassword ?? login.skipPassword ?? false);
  const password = skipPassword ? undefined : (asked.password ?? secrets.password);
  if (password === undefined && !skipPassword) return missing('password');
  const port = asked.port ?? login.port;
  return {
    login: {
      kind,
      username,
      skipPassword,
      cleartextPassword: asked.cleartextPassword ?? login.cleartextPassword ?? false,
      ...given({ port: port === '' ? undefined : port }),
    },
    secrets: given({ password, enablePassword: asked.enablePassword ?? secrets.enablePassword }),
  };
};
