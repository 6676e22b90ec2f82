import type { TypeOf } from 'io-ts';
import type { KnownHost } from '@openguard/model';
import { entry } from '../record-table.js';
import { glossaryEntry, responseList } from '../response/response.js';
import { User } from '../response/user.js';
import { ListedGroup, ListedHost, UserDefined } from './host-list.js';

type Values = TypeOf<typeof UserDefined>;

/** What users keep about a host, by what they call it; else by the number of the field. */
const userDefinedOf = (values: Values | undefined): KnownHost['userDefined'] => {
  if (values === undefined) return undefined;
  const { value1, value2, value3, label1, label2, label3 } = values;
  const named = [value1, value2, value3].flatMap((value, place) =>
    value === undefined ? [] : [[value.name ?? String(place + 1), value.text] as const],
  );
  const labels = [label1, label2, label3].flatMap((label, place) =>
    label === undefined ? [] : [[`label ${place + 1}`, label] as const],
  );
  return Object.fromEntries([...named, ...labels]);
};

/** HOST_LIST_OUTPUT. */
export const HOST_LIST_OUTPUT = responseList({
  spine: { HOST_LIST: {}, GLOSSARY: { USER_LIST: {}, ASSET_GROUP_LIST: {} } },
  records: [
    [
      'HOST_LIST/HOST',
      entry(ListedHost, ({ ip, ipv6, userDefined, ...host }) => {
        const defined = userDefinedOf(userDefined);
        return {
          kind: 'host',
          ip: ip ?? '',
          ...(ipv6 === undefined ? {} : { ipv6 }),
          ...host,
          ...(defined === undefined ? {} : { userDefined: defined }),
        };
      }),
    ],
    ['GLOSSARY/USER_DEF', glossaryEntry(UserDefined)],
    ['GLOSSARY/USER_LIST/USER', glossaryEntry(User)],
    ['GLOSSARY/ASSET_GROUP_LIST/ASSET_GROUP', glossaryEntry(ListedGroup)],
  ],
  counted: ['id'],
});
