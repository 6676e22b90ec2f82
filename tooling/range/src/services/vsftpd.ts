import type { Service } from '../plant.js';
import { certificate, GOOD_CERTIFICATE } from './certificate.js';

/** vsftpd with a public folder for anonymous users, and a certificate for whoever switches TLS on. */
export const vsftpd =
  (settings: string): Service =>
  (place) => ({
    files: {
      'vsftpd.conf': `listen=YES
listen_address=${place.address}
listen_port=${place.port}
background=NO
seccomp_sandbox=NO
secure_chroot_dir=/run/empty
anon_root=${place.folder}/public
local_enable=YES
write_enable=YES
rsa_cert_file=${place.folder}/certificate.pem
rsa_private_key_file=${place.folder}/key.pem
${settings}
`,
    },
    script: `${certificate(place, GOOD_CERTIFICATE)}
# The home of anonymous users, which the package makes where memory lies here.
mkdir -p /srv/ftp /run/empty public/incoming
echo welcome > public/welcome.txt
chmod 755 public
chmod 777 public/incoming
exec vsftpd vsftpd.conf`,
  });
