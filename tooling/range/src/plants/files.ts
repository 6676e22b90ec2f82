import { says, tcp, tcpOnly, udp, type Plant } from '../plant.js';
import { ganesha } from '../services/ganesha.js';
import { samba } from '../services/samba.js';
import { hostRule } from '../services/host.js';
import { tftpd } from '../services/tftpd.js';
import { vsftpd } from '../services/vsftpd.js';

const SIGNED = 'server signing = mandatory';
/** Null sessions are a matter of SMB 1; what is left open has to be seen by the clients that look for it. */
const OLD_CLIENTS = 'server min protocol = NT1';
const KNOWN_ONLY = `restrict anonymous = 2\nmap to guest = Never\n${SIGNED}`;
const TLS_ONLY =
  'ssl_enable=YES\nforce_local_logins_ssl=YES\nforce_local_data_ssl=YES\nallow_anon_ssl=YES\nforce_anon_logins_ssl=YES\nforce_anon_data_ssl=YES';

/** Services that hand out files. */
export const FILE_PLANTS: readonly Plant[] = [
  {
    name: 'ftp-anonymous',
    check: 'ftp_anonymous',
    family: 'ftp',
    spot: tcp(21),
    weak: vsftpd('anonymous_enable=YES\nhide_file={incoming}'),
    fixed: vsftpd('anonymous_enable=NO'),
    bare: [says('ftp-anon', /Anonymous FTP login allowed/)],
  },
  {
    name: 'ftp-anonymous-writable',
    check: 'ftp_anonymous_writable',
    family: 'ftp',
    spot: tcp(21),
    weak: vsftpd('anonymous_enable=YES\nanon_upload_enable=YES\nanon_umask=022'),
    fixed: vsftpd('anonymous_enable=YES\nhide_file={incoming}'),
    bare: [says('ftp-anon', /writeable/)],
  },
  {
    name: 'ftp-cleartext',
    check: 'ftp_cleartext_login',
    family: 'ftp',
    spot: tcp(21),
    weak: vsftpd('anonymous_enable=NO'),
    fixed: vsftpd(`anonymous_enable=NO\n${TLS_ONLY}`),
  },
  {
    name: 'tftp-open',
    check: 'tftp_open',
    family: 'files',
    spot: udp(69),
    weak: tftpd,
    fixed: hostRule(),
    bare: [says('tftp-enum', /\S/)],
  },
  {
    name: 'smb-null-session',
    check: 'smb_null_session',
    family: 'files',
    spot: tcpOnly(445),
    weak: samba(`${OLD_CLIENTS}\nrestrict anonymous = 0\nmap to guest = Bad User`),
    fixed: samba(`${OLD_CLIENTS}\nrestrict anonymous = 2\nmap to guest = Never`),
    bare: [says('smb-enum-shares', /Anonymous access/)],
  },
  {
    name: 'smb-signing',
    check: 'smb_signing_not_required',
    family: 'files',
    spot: tcpOnly(445),
    weak: samba('restrict anonymous = 2\nmap to guest = Never\nserver signing = disabled'),
    fixed: samba(KNOWN_ONLY),
    bare: [says('smb2-security-mode', /not required|disabled/)],
  },
  {
    name: 'smb-version-1',
    check: 'smb_v1',
    family: 'files',
    spot: tcpOnly(445),
    weak: samba(`server min protocol = NT1\n${KNOWN_ONLY}`),
    fixed: samba(`server min protocol = SMB2_10\n${KNOWN_ONLY}`),
    bare: [says('smb-protocols', /NT LM/)],
  },
  {
    name: 'nfs-export-everyone',
    check: 'nfs_exports_world',
    family: 'files',
    spot: tcpOnly(111),
    weak: ganesha('*'),
    fixed: ganesha('203.0.113.7'),
    bare: [says('nfs-showmount', /\*/)],
  },
];
