import { says, tcp, type Plant } from '../plant.js';
import { dovecot } from '../services/dovecot.js';
import { exim } from '../services/exim.js';

const OWN_ONLY = 'recipient:\n  accept domains = +local_domains\n  deny message = relay not permitted';
const REFUSED = `${OWN_ONLY}\nname:\n  deny`;
const PLAIN = 'ssl = no\ndisable_plaintext_auth = no\nauth_mechanisms = plain login';
const ENCRYPTED = 'ssl = required\ndisable_plaintext_auth = yes\nauth_mechanisms = plain login';

/** Mail, sent and fetched. */
export const MAIL_PLANTS: readonly Plant[] = [
  {
    name: 'smtp-open-relay',
    check: 'smtp_open_relay',
    family: 'mail',
    spot: tcp(25),
    weak: exim('', 'recipient:\n  accept'),
    fixed: exim('', OWN_ONLY),
    bare: [says('smtp-open-relay', /open relay/)],
  },
  {
    name: 'smtp-vrfy',
    check: 'smtp_vrfy',
    family: 'mail',
    spot: tcp(25),
    weak: exim('acl_smtp_vrfy = name', `${OWN_ONLY}\nname:\n  accept`),
    fixed: exim('acl_smtp_vrfy = name', REFUSED),
    bare: [says('smtp-enum-users', /\S/)],
  },
  {
    name: 'pop3-cleartext',
    check: 'pop3_cleartext_login',
    family: 'mail',
    spot: tcp(110),
    weak: dovecot('pop3', PLAIN),
    fixed: dovecot('pop3', ENCRYPTED),
  },
  {
    name: 'imap-cleartext',
    check: 'imap_cleartext_login',
    family: 'mail',
    spot: tcp(143),
    weak: dovecot('imap', PLAIN),
    fixed: dovecot('imap', ENCRYPTED),
  },
];
