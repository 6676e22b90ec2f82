import type { CheckText } from '../check-text.js';

/** Mail servers and mailboxes. */
export const MAIL_CHECKS: readonly CheckText[] = [
  {
    id: 'smtp_open_relay',
    number: 7000032,
    kind: 'vuln',
    category: 'smtp',
    rule: 'own:open-relay',
    cve: ['CVE-1999-0512'],
    references: [{ id: 'RFC 2505', url: 'https://www.rfc-editor.org/rfc/rfc2505' }],
    title: 'Mail Server Relays for Anyone',
    diagnosis:
      'Without a log-in the server accepted a sender and a recipient that both belong to domains of others. The letter ' +
      'was taken back before its text; nothing was sent.',
    consequence:
      'Senders of spam find such servers within hours. Their letters leave from your address, block lists follow, and ' +
      'your own mail no longer arrives.',
    solution:
      'Relay only for your own networks and users. Postfix: keep "reject_unauth_destination" in ' +
      '"smtpd_relay_restrictions" and name only your networks in "mynetworks"; Exim: check the lists relay_from_hosts and ' +
      'relay_to_domains; Exchange: take anonymous users off the receive connector.',
    extension: true,
  },
  {
    id: 'smtp_vrfy',
    number: 7000033,
    kind: 'vuln',
    category: 'smtp',
    rule: 'own:names-told',
    cve: ['CVE-1999-0531'],
    title: 'Mail Server Tells Which Addresses Exist',
    diagnosis:
      'The command VRFY was answered differently for a usual name and for an invented one, so that anyone can find out ' +
      'which mailboxes and users there are.',
    consequence:
      'Lists of valid names feed spam, convincing letters to your people, and the guessing of passwords.',
    solution:
      'Switch the command off. Postfix: "disable_vrfy_command = yes"; Sendmail: "O PrivacyOptions=goaway" in sendmail.cf; ' +
      'Exim answers all names alike unless an ACL for VRFY allows more.',
    extension: true,
  },
  {
    id: 'smtp_cleartext_login',
    number: 7000034,
    kind: 'vuln',
    category: 'smtp',
    rule: 'own:cleartext-login',
    references: [{ id: 'RFC 8314', url: 'https://www.rfc-editor.org/rfc/rfc8314' }],
    title: 'Mail Server Takes Passwords Without TLS',
    diagnosis:
      'On a connection that is not encrypted the server offers the log-in methods PLAIN or LOGIN, which send the ' +
      'password readable. The result holds what it offered.',
    consequence:
      'Anyone on the path reads the password of whoever sends mail, which usually opens the mailbox and much else.',
    solution:
      'Offer log-ins only after STARTTLS or on port 465. Postfix: "smtpd_tls_auth_only = yes"; Exim: an ' +
      '"auth_advertise_hosts" that is empty unless $tls_in_cipher is set; Sendmail: "confAUTH_OPTIONS" with "p".',
    extension: true,
  },
  {
    id: 'pop3_cleartext_login',
    number: 7000035,
    kind: 'vuln',
    category: 'pop2',
    rule: 'own:cleartext-login',
    references: [{ id: 'RFC 8314', url: 'https://www.rfc-editor.org/rfc/rfc8314' }],
    title: 'POP3 Takes Passwords Without TLS',
    diagnosis:
      'On a connection that is not encrypted the server offers the command USER or a log-in method that sends the ' +
      'password readable.',
    consequence:
      'Mail programs log in every few minutes. Anyone on the path, such as another guest of a wireless network, reads ' +
      'the password and then the mail.',
    solution:
      'Demand TLS before a log-in. Dovecot: "disable_plaintext_auth = yes" and "ssl = required"; Courier: ' +
      '"POP3_TLS_REQUIRED=1". Or close port 110 and offer 995 only.',
    extension: true,
  },
  {
    id: 'imap_cleartext_login',
    number: 7000036,
    kind: 'vuln',
    category: 'imap',
    rule: 'own:cleartext-login',
    references: [{ id: 'RFC 8314', url: 'https://www.rfc-editor.org/rfc/rfc8314' }],
    title: 'IMAP Takes Passwords Without TLS',
    diagnosis:
      'On a connection that is not encrypted the server does not announce LOGINDISABLED: it takes user name and ' +
      'password as they are.',
    consequence:
      'Mail programs keep several connections open and log in again and again. Anyone on the path reads the password ' +
      'and then all mail that is stored.',
    solution:
      'Demand TLS before a log-in. Dovecot: "disable_plaintext_auth = yes" and "ssl = required"; Cyrus: ' +
      '"allowplaintext: no"; Courier: "IMAP_TLS_REQUIRED=1". Or close port 143 and offer 993 only.',
    extension: true,
  },
];
