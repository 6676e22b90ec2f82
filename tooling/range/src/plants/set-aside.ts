import { says, tcp, type Family, type Plant, type Service, type Words } from '../plant.js';
import { apache } from '../services/apache.js';
import { openssh } from '../services/openssh.js';
import { gitDaemon, mosquitto, rsync } from '../services/other.js';
import { program, xinetd } from '../services/xinetd.js';

const BASIC =
  '<Location />\nAuthType Basic\nAuthName Operators\nAuthUserFile FOLDER/users\nRequire valid-user\n</Location>';
const OVER_TLS =
  'SSLEngine on\nSSLCertificateFile FOLDER/certificate.pem\nSSLCertificateKeyFile FOLDER/key.pem';
const DAV = '<Directory FOLDER/site>\nDav On\n</Directory>';
const SECRETS = { '.env': 'APP_KEY=4f6b0c0f2a\nDB_PASSWORD=4f6b0c0f2a\n' };

const plant = (
  name: string,
  check: string,
  family: Family,
  port: number,
  weak: Service,
  fixed: Service,
  bare: readonly Words[] = [],
): Plant => ({ name, check, family, spot: tcp(port), weak, fixed, bare, setAside: true });

/** Ten that were planted before there was a rule for any of them: what finds them was not made for them. */
export const SET_ASIDE: readonly Plant[] = [
  plant(
    'rsync-open',
    'rsync_open',
    'files',
    873,
    rsync(''),
    rsync('list = no\nauth users = backup\nsecrets file = FOLDER/users'),
    [says('rsync-list-modules', /backup/)],
  ),
  plant('git-open', 'git_open', 'files', 9418, gitDaemon('--export-all'), gitDaemon('')),
  plant(
    'finger',
    'finger_users',
    'clear-text',
    79,
    xinetd(program('finger', '/usr/sbin/in.fingerd')),
    xinetd(program('finger', '/usr/sbin/in.fingerd', '-u')),
    [says('finger', /\S/)],
  ),
  plant(
    'mqtt-open',
    'mqtt_open',
    'data',
    1883,
    mosquitto('allow_anonymous true'),
    mosquitto('allow_anonymous false\npassword_file FOLDER/users'),
    [says('mqtt-subscribe', /\S/)],
  ),
  plant('ssh-password', 'ssh_password_login', 'ssh', 22, openssh('PasswordAuthentication yes'), openssh(), [
    says('ssh-auth-methods', /password/),
  ]),
  plant(
    'http-status',
    'http_server_status',
    'http',
    80,
    apache('<Location /server-status>\nSetHandler server-status\n</Location>'),
    apache('<Location /server-status>\nSetHandler server-status\nRequire local\n</Location>'),
    [says('http-enum', /server-status/)],
  ),
  plant(
    'http-proxy',
    'http_open_proxy',
    'http',
    8080,
    apache('ProxyRequests On\n<Proxy *>\nRequire all granted\n</Proxy>'),
    apache('ProxyRequests On\n<Proxy *>\nRequire local\n</Proxy>'),
    [says('http-open-proxy', /open/)],
  ),
  plant(
    'http-secrets',
    'http_secret_files',
    'http',
    80,
    apache('', SECRETS),
    apache('<Files ".env">\nRequire all denied\n</Files>', SECRETS),
    [says('http-enum', /\.env/)],
  ),
  plant('http-basic', 'http_cleartext_login', 'http', 80, apache(BASIC), apache(`${OVER_TLS}\n${BASIC}`), [
    says('http-auth', /Basic/),
  ]),
  plant('http-dav', 'http_webdav_writable', 'http', 80, apache(DAV), apache(''), [
    says('http-webdav-scan', /PUT/),
  ]),
];
