import type { Service } from '../plant.js';

/** Redis, which keeps nothing. */
export const redis =
  (settings: string): Service =>
  ({ address, port, folder }) => ({
    files: {
      'redis.conf': `bind ${address}\nport ${port}\nprotected-mode no\nsave ""\ndir ${folder}\n${settings}\n`,
    },
    script: 'exec redis-server redis.conf',
  });

/** memcached. */
export const memcached =
  (options: string): Service =>
  ({ address, port }) => ({
    files: { users: 'cache:4f6b0c0f2a\n' },
    script: `exec memcached -u nobody -l ${address} -p ${port} -U 0 ${options}`,
  });

/** MariaDB, whose administrator may log in from everywhere. */
export const mariadb =
  (password: string): Service =>
  ({ address, port, folder }) => ({
    files: {
      'init.sql': `CREATE OR REPLACE USER root@'%' IDENTIFIED BY '${password}';\nGRANT ALL ON *.* TO root@'%';\n`,
    },
    script: `mkdir -p data/mysql
(echo 'use mysql;'; cat /usr/share/mysql/mysql_system_tables.sql) |
mariadbd --no-defaults --bootstrap --user=root --datadir=${folder}/data --innodb-buffer-pool-size=16M
exec mariadbd --no-defaults --user=root --datadir=${folder}/data --bind-address=${address} --port=${port} --socket=/run/mariadb.sock --init-file=${folder}/init.sql --innodb-buffer-pool-size=16M --performance-schema=off --skip-name-resolve`,
  });

/** PostgreSQL; `method` is how it makes sure who somebody is. */
export const postgres =
  (method: string): Service =>
  ({ address, port, folder }) => ({
    files: { password: '4f6b0c0f2a\n' },
    script: `PATH=$PATH:$(echo /usr/lib/postgresql/*/bin | tr ' ' :)
mkdir data
chown nobody data
setpriv --reuid nobody --clear-groups initdb -D ${folder}/data -U postgres --auth=${method} --pwfile=password --no-sync
echo host all all 0.0.0.0/0 ${method} >> data/pg_hba.conf
exec setpriv --reuid nobody --clear-groups postgres -D ${folder}/data -c listen_addresses=${address} -c port=${port} -c unix_socket_directories= -c shared_buffers=16MB -c fsync=off`,
  });
