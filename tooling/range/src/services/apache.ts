import type { Service } from '../plant.js';
import { certificate, GOOD_CERTIFICATE } from './certificate.js';

const MODULES = [
  'mpm_event',
  'authz_core',
  'authz_host',
  'authn_core',
  'authn_file',
  'authz_user',
  'auth_basic',
  'alias',
  'autoindex',
  'dav',
  'dav_fs',
  'dir',
  'headers',
  'proxy',
  'proxy_http',
  'socache_shmcb',
  'ssl',
  'status',
];

/** Apache with a small site. */
export const apache =
  (settings: string, site: Readonly<Record<string, string>> = {}): Service =>
  (place) => ({
    files: {
      'apache.conf': `${MODULES.map((name) => `LoadModule ${name}_module /usr/lib/apache2/modules/mod_${name}.so`).join('\n')}
ServerRoot ${place.folder}
ServerName ${place.name}
PidFile /run/apache.pid
Mutex pthread
Listen ${place.address}:${place.port}
StartServers 1
ThreadsPerChild 40
MaxRequestWorkers 80
User www-data
Group www-data
ServerTokens Prod
TraceEnable Off
ErrorLog ${place.folder}/error.log
DocumentRoot ${place.folder}/site
DavLockDB ${place.folder}/locks/dav
<Directory ${place.folder}/site>
Require all granted
Options None
</Directory>
${settings.replaceAll('FOLDER', place.folder)}
`,
      'site/index.html': '<!doctype html><title>Range</title><p>Nothing to see here.</p>\n',
      users: 'operator:$apr1$c1n7v1Zt$3yP0eIYx1V0iC8mDq8Qw70\n',
      ...Object.fromEntries(Object.entries(site).map(([name, text]) => [`site/${name}`, text])),
    },
    script: `${certificate(place, GOOD_CERTIFICATE)}
mkdir -p site/images locks
chown www-data site locks
exec apache2 -D FOREGROUND -f ${place.folder}/apache.conf`,
  });
