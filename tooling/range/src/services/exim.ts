import type { Service } from '../plant.js';

/** Exim, which throws away whatever it takes. `rules` are its access lists, `main` the settings before them. */
export const exim =
  (main: string, rules: string): Service =>
  ({ address, port, name, folder }) => ({
    files: {
      'exim.conf': `primary_hostname = ${name}
spool_directory = ${folder}/spool
log_file_path = ${folder}/spool/%slog
pid_file_path = /run/exim.pid
domainlist local_domains = ${name}
host_lookup =
rfc1413_query_timeout = 0s
recipient_unqualified_hosts = *
smtp_accept_max = 100
acl_smtp_rcpt = recipient
${main}
begin acl
${rules}
begin routers
known:
  driver = redirect
  domains = +local_domains
  local_parts = postmaster : root
  data = :blackhole:
foreign:
  driver = redirect
  domains = ! +local_domains
  data = :blackhole:
begin transports
begin retry
begin rewrite
begin authenticators
`,
    },
    script: `mkdir spool
chown Debian-exim: spool
exec exim4 -C ${folder}/exim.conf -bdf -oX '<;[${address}]:${port}'`,
  });
