import type { Service } from '../plant.js';
import { certificate, GOOD_CERTIFICATE, type Certificate } from './certificate.js';

const MODERN = 'ssl_protocols TLSv1.2 TLSv1.3;';

/** nginx over TLS; OpenSSL is told to object to nothing, so that the settings alone decide. */
export const nginx =
  (settings = MODERN, shown: Certificate = GOOD_CERTIFICATE): Service =>
  (place) => ({
    files: {
      'openssl.cnf': `openssl_conf = start
[start]
ssl_conf = all
[all]
system_default = lax
[lax]
MinProtocol = TLSv1
CipherString = DEFAULT@SECLEVEL=0
`,
      'nginx.conf': `daemon off;
worker_processes 1;
pid /run/nginx.pid;
error_log stderr;
events { worker_connections 256; }
http {
  access_log off;
  server_tokens off;
  client_body_temp_path ${place.folder}/body;
  proxy_temp_path ${place.folder}/proxy;
  fastcgi_temp_path ${place.folder}/fastcgi;
  uwsgi_temp_path ${place.folder}/uwsgi;
  scgi_temp_path ${place.folder}/scgi;
  server {
    listen ${place.address}:${place.port} ssl;
    server_name ${place.name};
    ssl_certificate ${place.folder}/certificate.pem;
    ssl_certificate_key ${place.folder}/key.pem;
    ${settings}
    location / { return 200 "range"; }
  }
}
`,
    },
    script: `${certificate(place, shown)}
${settings.includes('weak-group.pem') ? 'openssl dhparam -dsaparam -out weak-group.pem 1024' : ''}
export OPENSSL_CONF=${place.folder}/openssl.cnf
exec nginx -e stderr -c ${place.folder}/nginx.conf`,
  });
