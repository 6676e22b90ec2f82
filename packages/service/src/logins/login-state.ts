import type { LoginRecord } from '@openguard/model';
import * as t from 'io-ts';

/** What of a record is secret. */
export const LoginSecrets = t.readonly(
  t.partial({
    password: t.string,
    enablePassword: t.string,
    encryptPassword: t.string,
    communityStrings: t.readonlyArray(t.string),
  }),
  'LoginSecrets',
);
export type LoginSecrets = t.TypeOf<typeof LoginSecrets>;

/** How a record logs in, its secrets opened. */
export interface LoginState {
  readonly login: Pick<
    LoginRecord,
    | 'kind'
    | 'username'
    | 'skipPassword'
    | 'cleartextPassword'
    | 'port'
    | 'version'
    | 'authAlgorithm'
    | 'privacyAlgorithm'
    | 'securityEngineId'
    | 'contextEngineId'
    | 'context'
  >;
  readonly secrets: LoginSecrets;
}
