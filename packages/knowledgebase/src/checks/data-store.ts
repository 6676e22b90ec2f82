import type { CheckText } from '../check-text.js';

/** Data stores that answer without a log-in. */
export const DATA_STORE_CHECKS: readonly CheckText[] = [
  {
    id: 'redis_open',
    number: 7000116,
    kind: 'vuln',
    category: 'redis',
    rule: 'own:remote-code',
    references: [
      {
        id: 'Redis security',
        url: 'https://redis.io/docs/latest/operate/oss_and_stack/management/security/',
      },
    ],
    title: 'Redis Open Without a Password',
    diagnosis:
      'The Redis server answered the INFO command without a log-in. It then also obeys the commands that read, ' +
      'write and configure.',
    consequence:
      'All data can be read and changed. By pointing its snapshot at a file such as ~/.ssh/authorized_keys or by ' +
      'loading a module, attackers run code on the host.',
    solution:
      'In redis.conf set "bind 127.0.0.1 -::1", "protected-mode yes" and "requirepass" or, better, users with ACLs. Run it under ' +
      'an account of its own and admit only the application servers in the firewall.',
  },
  {
    id: 'mysql_no_password',
    number: 7000117,
    kind: 'vuln',
    category: 'mysql',
    rule: 'own:no-password',
    cve: ['CVE-2002-1809'],
    references: [
      {
        id: 'Securing the initial accounts',
        url: 'https://dev.mysql.com/doc/refman/8.4/en/default-privileges.html',
      },
    ],
    title: 'MySQL Account Without a Password',
    diagnosis:
      'The database server let the accounts in the result in over the network with an empty password. MariaDB is ' +
      'recognised as MySQL as well.',
    consequence:
      'Whoever is root in the database reads and changes everything in it, writes files on the host, and may run ' +
      'programs by loading a library.',
    solution:
      'Run "mysql_secure_installation", or set a password ("ALTER USER \'root\'@\'%\' IDENTIFIED BY …"), drop accounts with ' +
      'an empty name and those for "%" that nobody needs, and set "bind-address = 127.0.0.1" if only local programs use it.',
  },
  {
    id: 'postgres_no_password',
    number: 7000118,
    kind: 'vuln',
    category: 'postgresql',
    rule: 'own:no-password',
    references: [{ id: 'pg_hba.conf', url: 'https://www.postgresql.org/docs/current/auth-pg-hba-conf.html' }],
    title: 'PostgreSQL Administrator Without a Password',
    diagnosis:
      'The database server let the user "postgres" in over the network without asking for a password, as the method ' +
      '"trust" in pg_hba.conf does.',
    consequence:
      'The administrator reads and changes all databases, reads and writes files of the server, and runs programs on the ' +
      'host with "COPY … FROM PROGRAM".',
    solution:
      'Replace "trust" by "scram-sha-256" in every line of pg_hba.conf that begins with "host", set a password ("ALTER ROLE ' +
      'postgres PASSWORD …"), reload, and let "listen_addresses" name only what clients use.',
    extension: true,
  },
  {
    id: 'memcached_open',
    number: 7000119,
    kind: 'vuln',
    category: 'memcached',
    rule: 'own:open-data',
    title: 'Memcached Open Without a Log-in',
    diagnosis:
      'The memcached server answered the "stats" command without a log-in. It then also gives away and accepts ' +
      'data.',
    consequence:
      'Cached sessions and pages can be read and replaced. A server that also answers over UDP multiplies floods ' +
      'against third parties many thousand times.',
    solution:
      'Start it with "-l 127.0.0.1 -U 0" (/etc/memcached.conf on Debian), or admit only the application servers in the ' +
      'firewall. Where clients can, use SASL ("-S") or TLS ("-Z").',
  },
  {
    id: 'mongodb_open',
    number: 7000120,
    kind: 'vuln',
    category: 'mongodb',
    rule: 'own:open-data',
    references: [
      {
        id: 'MongoDB security checklist',
        url: 'https://www.mongodb.com/docs/manual/administration/security-checklist/',
      },
    ],
    title: 'MongoDB Open Without a Log-in',
    diagnosis:
      'The MongoDB server gave its status to a client that had not logged in, which it refuses when access control ' +
      'is on.',
    consequence:
      'Anyone can copy, change and delete all databases. Automatic blackmail, in which the data are replaced by a ' +
      'demand, finds such servers within hours.',
    solution:
      'Create an administrator, set "security.authorization: enabled" and "net.bindIp: 127.0.0.1" in mongod.conf, and ' +
      'restart. Admit only the application servers in the firewall.',
  },
];
