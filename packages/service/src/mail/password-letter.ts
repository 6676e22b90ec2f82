import type { Enrollment } from '@openguard/enrollment';

/** What a new user is told. `url` is where the server answers, if the operator says so. */
export interface PasswordNews {
  readonly username: string;
  readonly password: string;
  readonly enrollment: Pick<Enrollment, 'firstname' | 'lastname' | 'domain' | 'targetip' | 'slevel'>;
  readonly url?: string;
}

const TARGETS_SHOWN = 500;

const shortened = (text: string): string =>
  text.length > TARGETS_SHOWN ? `${text.slice(0, TARGETS_SHOWN)}…` : text;

/**
 * The letter that tells a new user the name and the password. Names of people are anybody's text, so none stands in
 * it where it could pass for ours.
 */
export const passwordLetter = ({ username, password, enrollment, url }: PasswordNews) => {
  const { domain, targetip, slevel } = enrollment;
  const text = [
    'Hello,',
    '',
    'an account for security assessments has been made for you:',
    '',
    ...(url === undefined ? [] : [`  Server:         ${url}`]),
    `  User name:      ${username}`,
    `  Password:       ${password}`,
    `  Service level:  ${slevel}`,
    `  May scan:       ${shortened(targetip.text)}`,
    `  May map:        ${domain}`,
    '',
    'Keep the password where others cannot read it, and delete this letter. Nobody else has it: the server keeps',
    'no copy. If you do not know why you get this, tell whoever runs the server, and do not use the account.',
    '',
  ].join('\n');
  return { subject: 'Your account for security assessments', text, secret: password };
};
