import { usage } from './arguments.js';

/** The URL of a database, which holds no password: arguments are seen by everyone on the machine. */
export const databaseUrl = (text: string): string => {
  const url = URL.parse(text.replace(/@\//, '@socket/'));
  if (url === null || !/^postgres(?:ql)?:$/.test(url.protocol))
    throw usage('--database is a URL such as postgres://USER@HOST:PORT/NAME');
  if (url.password !== '' || url.searchParams.has('password'))
    throw usage(
      '--database cannot hold a password, which others could see; PostgreSQL reads it from PGPASSWORD',
    );
  return text;
};
