/** The script of nmap that speaks of a weakness, and the words by which it does. */
export interface Words {
  readonly check: string;
  readonly script: string;
  readonly says: RegExp;
}

const words = (check: string, script: string, says: RegExp): Words => ({ check, script, says });

const VULNERABLE = /State: (?:LIKELY )?VULNERABLE/;

/**
 * How nmap alone words what the range plants, as generously as its scripts allow: whatever a reader of its output
 * would take for the weakness counts as found.
 */
export const NMAP_WORDS: readonly Words[] = [
  words('dns_zone_transfer', 'dns-zone-transfer', /SOA/),
  words('dns_recursion', 'dns-recursion', /enabled/),
  words('dns_version', 'dns-nsid', /bind\.version/),
  words('ftp_anonymous', 'ftp-anon', /Anonymous FTP login allowed/),
  words('ftp_anonymous_writable', 'ftp-anon', /writeable/),
  words('tftp_open', 'tftp-enum', /\S/),
  words('smb_null_session', 'smb-enum-shares', /Anonymous access/),
  words('smb_signing_not_required', 'smb2-security-mode', /not required|disabled/),
  words('smb_v1', 'smb-protocols', /NT LM/),
  words('nfs_exports_world', 'nfs-showmount', /\*/),
  words('ssh_weak_algorithms', 'ssh2-enum-algos', /-cbc|group1-sha1|hmac-md5/),
  words('ssh_weak_hostkey', 'ssh-hostkey', /^\s*1024/m),
  words('smtp_open_relay', 'smtp-open-relay', /open relay/),
  words('smtp_vrfy', 'smtp-enum-users', /\S/),
  words('snmp_default_community', 'snmp-brute', /Valid credentials/),
  words('redis_open', 'redis-info', /Version/),
  words('memcached_open', 'memcached-info', /Process ID/),
  words('mysql_no_password', 'mysql-empty-password', /empty password/),
  words('x11_open', 'x11-access', /granted/),
  words('vnc_no_authentication', 'vnc-info', /None/),
  words('ntp_control_queries', 'ntp-info', /version/),
  words('http-trace', 'http-trace', /enabled/),
  words('http-git', 'http-git', /found/),
  words('http-git', 'http-enum', /\.git/),
  words('http-cookie-flags', 'http-cookie-flags', /\S/),
  words('http_directory_listing', 'http-ls', /\S/),
  words('http_directory_listing', 'http-enum', /directory listing|w\/ listing/i),
  words('http-internal-ip-disclosure', 'http-internal-ip-disclosure', /Leaked/),
  words('http_server_status', 'http-enum', /server-status/),
  words('http_secret_files', 'http-enum', /\.env/),
  words('http_open_proxy', 'http-open-proxy', /open/),
  words('http_cleartext_login', 'http-auth', /Basic/),
  words('http_webdav_writable', 'http-webdav-scan', /PUT/),
  words('ssh_password_login', 'ssh-auth-methods', /password/),
  words('finger_users', 'finger', /\S/),
  words('rsync_open', 'rsync-list-modules', /backup/),
  words('mqtt_open', 'mqtt-subscribe', /\S/),
  words('ssl-cert-intaddr', 'ssl-cert-intaddr', /\S/),
  words('ssl-dh-params:anonymous', 'ssl-dh-params', /Anonymous/),
  words('ssl-dh-params:weak-group', 'ssl-dh-params', /Insufficient/),
  words('ssl-poodle', 'ssl-poodle', VULNERABLE),
  words('tls_sslv3', 'ssl-poodle', VULNERABLE),
  words('tls_sslv3', 'ssl-enum-ciphers', /SSLv3/),
  words('tls_old_versions', 'ssl-enum-ciphers', /TLSv1\.[01]/),
  words('tls_weak_ciphers', 'ssl-enum-ciphers', /3DES|RC4/),
  words('tls_unprotected_ciphers', 'ssl-enum-ciphers', /anon|NULL/),
  words('tls_unprotected_ciphers', 'ssl-dh-params', /Anonymous/),
];
