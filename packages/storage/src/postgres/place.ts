import { OpenGuardError } from '@openguard/errors';

/** Where the store of a URL is, for messages: the server, the database and the schema, and no password. */
export const placeOf = (url: string, schema: string): string => {
  const parsed = URL.canParse(url.replace(/@\//, '@socket/'))
    ? new URL(url.replace(/@\//, '@socket/'))
    : undefined;
  if (parsed === undefined || !['postgres:', 'postgresql:'].includes(parsed.protocol)) {
    throw new OpenGuardError(
      'OG_STORE_OPEN',
      'the database is named by a URL such as postgres://user@host:5432/database',
    );
  }
  const server = parsed.searchParams.get('host') ?? parsed.host;
  return `${server}${parsed.pathname} (PostgreSQL, schema ${schema})`;
};
