import {
  describeFieldFault,
  describeViolation,
  enrollmentForm,
  type Enrollment,
  type Violation,
} from '@openguard/enrollment';
import { isOpenGuardError, OpenGuardError, type ErrorCode } from '@openguard/errors';
import type { DocumentItem, RegistrationItem } from '@openguard/model';
import { enrollment as enrollmentEndpoint } from '@openguard/protocol';
import { printable } from '@openguard/render';
import { SERVER_HELP, SERVER_OPTIONS, type Command, type Invocation } from '../command.js';
import { withClient } from '../connect.js';
import { consume } from '../consume.js';
import { readForm } from '../form-file.js';
import { jsonLine, write, writeJson } from '../output.js';
import { pairOf } from '../pair.js';

/** A field that is at fault, as we or a server see it. */
interface FieldFault {
  readonly field: string;
  readonly error: string;
  readonly text: string;
}

const textOf = (violation: Violation): string => {
  switch (violation.error) {
    case 'missing':
      return '';
    case 'invalid':
      return describeFieldFault(violation.fault);
    case 'unknown':
      return describeViolation(violation);
  }
};

const faultOf = (violation: Violation): FieldFault => ({
  field: violation.field,
  error: violation.error,
  text: textOf(violation),
});

const writeFaults = async ({ io, values }: Invocation, violations: readonly FieldFault[]): Promise<void> => {
  if (values['json'] === true) {
    await writeJson(io, { violations });
    return;
  }
  for (const { field, error, text } of violations)
    await write(io, `${printable(field)}: ${printable(error)}${text === '' ? '' : `: ${printable(text)}`}\n`);
};

/** What stands on the command line takes the place of what stands in the file. */
const filledIn = async ({
  positionals,
  values,
  io,
}: Invocation): Promise<readonly (readonly [string, unknown])[]> => {
  const { file } = values;
  const given = positionals.map((argument) => pairOf('enroll', argument));
  const names = new Set(given.map(([name]) => name));
  const kept = typeof file === 'string' ? await readForm(file, io) : new Map<string, unknown>();
  return [...[...kept].filter(([name]) => !names.has(name)), ...given];
};

const checked = async (invocation: Invocation): Promise<Enrollment> => {
  const form = enrollmentForm().validate(await filledIn(invocation));
  if (form._tag === 'Right') return form.right;
  const violations = form.left.map(faultOf);
  await writeFaults(invocation, violations);
  const count = violations.length === 1 ? 'one violation' : `${violations.length} violations`;
  throw new OpenGuardError('OG_USAGE', `enroll: the form has ${count}; nothing was sent`);
};

/** After these, the account may have been made. */
const UNCERTAIN: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  'OG_TRANSPORT_TIMEOUT',
  'OG_TRANSPORT_CLOSED',
  'OG_REPLY_TRUNCATED',
  'OG_REPLY_EMPTY',
  'OG_XML_TRUNCATED',
  'OG_DOCUMENT_INVALID',
]);

const uncertain = (error: OpenGuardError): OpenGuardError =>
  UNCERTAIN.has(error.code)
    ? new OpenGuardError(
        error.code,
        `${error.message}; whether the account was made is not known, so ask before you enroll again`,
        { cause: error },
      )
    : error;

interface Answer {
  readonly registration: RegistrationItem | undefined;
  readonly violations: readonly FieldFault[];
  readonly refused: OpenGuardError | undefined;
}

/** Sends the form. A refusal is part of the answer, so that its fields can be told first. */
const send = (invocation: Invocation, form: Enrollment): Promise<Answer> =>
  withClient(invocation, async (client) => {
    let registration: RegistrationItem | undefined;
    const violations: FieldFault[] = [];
    let refused: OpenGuardError | undefined;
    const take = (item: DocumentItem): void => {
      if (item.kind === 'registration') registration = item;
      if (item.kind === 'violation')
        violations.push({ field: item.field, error: item.error, text: item.text });
    };
    try {
      const reply = await client.call(enrollmentEndpoint, form, { signal: invocation.io.signal });
      await consume(reply.items(), take);
    } catch (error) {
      if (!isOpenGuardError(error)) throw error;
      if (error.code !== 'OG_API_REFUSED') throw uncertain(error);
      refused = error;
    }
    return { registration, violations, refused };
  });

const writeRegistration = async (
  { io, values }: Invocation,
  { username, serviceLevel, password }: RegistrationItem,
  asked: boolean,
): Promise<void> => {
  // Nobody is shown a password that was not asked for, whatever the server sends.
  const shown = asked ? password : undefined;
  if (values['json'] === true) {
    await writeJson(io, { username, serviceLevel, password: shown });
    return;
  }
  await write(io, `Enrolled ${printable(username)}, service level ${printable(serviceLevel)}\n`);
  if (shown === undefined) return;
  await write(
    io,
    printable(shown) === shown
      ? `Password: ${shown}\n`
      : `Password, as JSON, since it holds blanks or characters that do not show: ${jsonLine(shown)}`,
  );
};

/** enrollment.php. */
export const enroll: Command = {
  name: 'enroll',
  usage: 'openguard enroll [--file JSON] [FIELD=VALUE ...] [--check]',
  help: `Makes an account, for back offices. The fields of the form come from a JSON object in a file and from FIELD=VALUE,
which takes the place of what the file says. A form with violations is not sent: each is told on a line of its
own, and the exit code is 2. Those that the server tells end with 3.

The form holds no password. With returnpassword=yes the reply does, and only then it is printed: mind who sees the
terminal, and where the output goes.

  --file JSON                     read the fields from this file
  --check                         tell every violation and send nothing; no server is needed
${SERVER_HELP}`,
  example: 'openguard enroll --file form.json slevel=full --check',
  options: { ...SERVER_OPTIONS, file: { type: 'string' }, check: { type: 'boolean' } },
  run: async (invocation) => {
    const { values, io } = invocation;
    const form = await checked(invocation);
    if (values['check'] === true) {
      if (values['json'] === true) await writeJson(io, { violations: [] });
      else await write(io, 'The form has no violations. Nothing was sent.\n');
      return 0;
    }
    const { registration, violations, refused } = await send(invocation, form);
    if (violations.length > 0) await writeFaults(invocation, violations);
    if (refused !== undefined) throw refused;
    if (violations.length > 0)
      throw new OpenGuardError('OG_API_REFUSED', 'the server refuses the fields of the form');
    if (registration === undefined)
      throw uncertain(new OpenGuardError('OG_DOCUMENT_INVALID', 'the reply names no account'));
    await writeRegistration(invocation, registration, form.returnpassword);
    return 0;
  },
};
