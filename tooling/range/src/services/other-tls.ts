import type { Service } from '../plant.js';
import { certificate, GOOD_CERTIFICATE } from './certificate.js';

const RSA = { ...GOOD_CERTIFICATE, key: 'rsa:2048' };

/** GnuTLS's server, which still speaks ciphers that OpenSSL has given up. */
export const gnutls =
  (priority: string): Service =>
  (place) => ({
    files: {},
    script: `${certificate(place, RSA)}
exec gnutls-serv --quiet --http --port ${place.port} --priority '${priority}' --x509certfile certificate.pem --x509keyfile key.pem`,
  });

/** The test server of Mozilla's NSS, which still speaks SSL 3. */
export const nss =
  (options: string): Service =>
  (place) => ({
    files: {},
    script: `${certificate(place, RSA)}
openssl pkcs12 -export -in certificate.pem -inkey key.pem -name server -passout pass: -out key.p12
mkdir database
certutil -N --empty-password -d sql:database
pk12util -i key.p12 -W '' -K '' -d sql:database
exec selfserv -n server -p ${place.port} -d sql:database ${options}`,
  });
