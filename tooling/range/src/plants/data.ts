import { says, tcp, type Plant } from '../plant.js';
import { mariadb, memcached, postgres, redis } from '../services/data-store.js';

/** Data stores. */
export const DATA_PLANTS: readonly Plant[] = [
  {
    name: 'redis-open',
    check: 'redis_open',
    family: 'data',
    spot: tcp(6379),
    weak: redis(''),
    fixed: redis('requirepass 4f6b0c0f2a'),
    bare: [says('redis-info', /Version/)],
  },
  {
    name: 'memcached-open',
    check: 'memcached_open',
    family: 'data',
    spot: tcp(11_211),
    weak: memcached(''),
    fixed: memcached('--auth-file=users'),
    bare: [says('memcached-info', /Process ID/)],
  },
  {
    name: 'mysql-empty-password',
    check: 'mysql_no_password',
    family: 'data',
    spot: tcp(3306),
    weak: mariadb(''),
    fixed: mariadb('4f6b0c0f2a'),
    bare: [says('mysql-empty-password', /empty password/)],
  },
  {
    name: 'postgres-trust',
    check: 'postgres_no_password',
    family: 'data',
    spot: tcp(5432),
    weak: postgres('trust'),
    fixed: postgres('scram-sha-256'),
  },
];
