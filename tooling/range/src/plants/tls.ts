import { says, tcp, type Plant, type Service } from '../plant.js';
import { GOOD_CERTIFICATE } from '../services/certificate.js';
import { nginx } from '../services/nginx.js';
import { gnutls, nss } from '../services/other-tls.js';

const GOOD = nginx();
const MODERN_GNUTLS = gnutls('NORMAL:-VERS-ALL:+VERS-TLS1.2:+VERS-TLS1.3');
const OLD_CBC = ':c02f:c013';

const VULNERABLE = /State: (?:LIKELY )?VULNERABLE/;

type Rest = Partial<Pick<Plant, 'fixed' | 'bare'>>;

const https = (name: string, check: string, weak: Service, rest: Rest = {}): Plant => ({
  ...{ name, check, family: 'tls', spot: tcp(443), weak, fixed: GOOD },
  ...rest,
});

/** Certificates, versions and ciphers of TLS. */
export const TLS_PLANTS: readonly Plant[] = [
  https('tls-expired', 'tls_certificate_expired', nginx(undefined, { ...GOOD_CERTIFICATE, days: -1 })),
  https(
    'tls-self-signed',
    'tls_certificate_self_signed',
    nginx(undefined, { ...GOOD_CERTIFICATE, selfSigned: true }),
  ),
  https(
    'tls-wrong-name',
    'tls_certificate_wrong_name',
    nginx(undefined, { ...GOOD_CERTIFICATE, name: 'elsewhere.invalid' }),
  ),
  https(
    'tls-short-key',
    'tls_certificate_short_key',
    nginx(undefined, { ...GOOD_CERTIFICATE, key: 'rsa:1024' }),
  ),
  https(
    'tls-sha1',
    'tls_certificate_weak_signature',
    nginx(undefined, { ...GOOD_CERTIFICATE, digest: 'sha1' }),
  ),
  https('tls-1.0', 'tls_old_versions', nginx('ssl_protocols TLSv1 TLSv1.1 TLSv1.2;'), {
    bare: [says('ssl-enum-ciphers', /TLSv1\.[01]/)],
  }),
  https('tls-1.1', 'tls_old_versions', nginx('ssl_protocols TLSv1.1 TLSv1.2;')),
  https(
    'tls-anonymous',
    'tls_unprotected_ciphers',
    nginx('ssl_protocols TLSv1.2; ssl_ciphers ALL:aNULL@SECLEVEL=0;'),
    { bare: [says('ssl-enum-ciphers', /anon|NULL/), says('ssl-dh-params', /Anonymous/)] },
  ),
  https(
    'tls-null',
    'tls_unprotected_ciphers',
    nginx('ssl_protocols TLSv1.2; ssl_ciphers ALL:eNULL@SECLEVEL=0;'),
  ),
  https(
    'tls-anonymous-group',
    'ssl-dh-params:anonymous',
    nginx('ssl_protocols TLSv1.2; ssl_dhparam weak-group.pem; ssl_ciphers ADH:ECDHE@SECLEVEL=0;'),
    { bare: [says('ssl-dh-params', /Anonymous/)] },
  ),
  https(
    'tls-weak-group',
    'ssl-dh-params:weak-group',
    nginx('ssl_protocols TLSv1.2; ssl_dhparam weak-group.pem; ssl_ciphers DHE:ECDHE@SECLEVEL=0;', {
      ...GOOD_CERTIFICATE,
      key: 'rsa:2048',
    }),
    { bare: [says('ssl-dh-params', /Insufficient/)] },
  ),
  https('tls-3des', 'tls_weak_ciphers', gnutls('NORMAL:+3DES-CBC:+RSA'), {
    fixed: MODERN_GNUTLS,
    bare: [says('ssl-enum-ciphers', /3DES|RC4/)],
  }),
  https('tls-rc4', 'tls_weak_ciphers', gnutls('NORMAL:+ARCFOUR-128:+RSA'), { fixed: MODERN_GNUTLS }),
  https('tls-ssl3', 'tls_sslv3', nss('-V ssl3:tls1.2 -c :c013:002f'), {
    fixed: nss('-V tls1.2: -c :c02f:c030'),
    bare: [says('ssl-poodle', VULNERABLE), says('ssl-enum-ciphers', /SSLv3/)],
  }),
  https('tls-poodle', 'ssl-poodle', nss('-V ssl3:tls1.2 -c :c013:002f'), {
    fixed: nss(`-V tls1.2: -c ${OLD_CBC}`),
    bare: [says('ssl-poodle', VULNERABLE)],
  }),
];
