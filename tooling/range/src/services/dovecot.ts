import type { Service } from '../plant.js';
import { certificate, GOOD_CERTIFICATE } from './certificate.js';

/** Dovecot for one of its protocols, on one port; nobody has a mailbox on it. */
export const dovecot =
  (protocol: 'imap' | 'pop3', settings: string): Service =>
  (place) => ({
    files: {
      'dovecot.conf': `base_dir = /run/dovecot
protocols = ${protocol}
listen = ${place.address}
log_path = /dev/stderr
ssl_cert = <${place.folder}/certificate.pem
ssl_key = <${place.folder}/key.pem
${settings}
service ${protocol}-login {
  inet_listener ${protocol} {
    port = ${place.port}
  }
  inet_listener ${protocol}s {
    port = 0
  }
}
passdb {
  driver = passwd-file
  args = ${place.folder}/users
}
userdb {
  driver = passwd-file
  args = ${place.folder}/users
}
`,
      users: '',
    },
    script: `${certificate(place, GOOD_CERTIFICATE)}
exec dovecot -F -c dovecot.conf`,
  });
