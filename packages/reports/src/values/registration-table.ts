import { required, row, TEXT, type ValueTable } from './value-table.js';
import type { Values } from './values.js';

const FORM = 'a field of the form';

/** FIELD@name. Appendix K leaves it open; Appendix J lists the fields. */
export const FIELD_NAMES: Values = {
  tag: 'OneOf',
  values: Object.fromEntries(
    [
      ...[
        'prefix',
        'firstname',
        'lastname',
        'title',
        'phone',
        'email',
        'company',
        'addr1',
        'city',
        'zipcode',
      ],
      ...['country', 'state', 'slevel', 'type', 'domain', 'targetip', 'addr2', 'fax'],
    ].map((name) => [name, FORM]),
  ),
  extensions: { returnpassword: `${FORM} that the list lacks` },
};

/** FIELD@error_type. */
export const ERROR_TYPES: Values = {
  tag: 'OneOf',
  values: { missing: 'the field is required and was not given', invalid: 'its value breaks its rule' },
};

/** Appendix K. */
export const REGISTRATION_VALUES: ValueTable = {
  appendix: 'K',
  reply: 'enrollment.php',
  rows: [
    row('/REGISTRATION', '(USERINFO|ERROR)'),
    row('/REGISTRATION/USERINFO', '(USERNAME,SERVICE_LEVEL,PASSWORD?)'),
    row('/REGISTRATION/USERINFO/USERNAME', '(#PCDATA)'),
    row('/REGISTRATION/USERINFO/PASSWORD', '(#PCDATA)'),
    row('/REGISTRATION/USERINFO/SERVICE_LEVEL', '(#PCDATA)'),
    row('/REGISTRATION/ERROR', '(FIELD+,SUMMARY)'),
    row('/REGISTRATION/ERROR/FIELD', TEXT, {
      name: required(FIELD_NAMES),
      error_type: required(ERROR_TYPES),
    }),
    row('/REGISTRATION/ERROR/SUMMARY', '(#PCDATA)'),
  ],
};
