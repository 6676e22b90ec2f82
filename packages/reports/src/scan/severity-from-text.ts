import { Severity } from '@openguard/model';
import * as t from 'io-ts';

/** A severity as `@severity` holds it: 1 to 5, blanks around it allowed. */
export const SeverityFromText = new t.Type<Severity, string, unknown>(
  'a severity from 1 to 5',
  Severity.is,
  (input, context) =>
    typeof input === 'string' && /^[ \t\r\n]*[1-5][ \t\r\n]*$/.test(input)
      ? Severity.validate(Number(input), context)
      : t.failure(input, context),
  String,
);
