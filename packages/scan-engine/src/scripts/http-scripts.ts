import { sightIf, sights, type ScriptRule, type ScriptRules } from './script-rule.js';
import { linesOf, tableOf, valueOf, valuesOf } from './script-value.js';
import { verdictOn } from './vulnerability.js';

/** A script that speaks only when it found something: its lines are the evidence. */
const found = (check: string, says: RegExp = /\S/): ScriptRule => ({
  checks: [check],
  on: 'http',
  read: (script) => sightIf(says.test(script.output ?? ''), { check, result: linesOf(script).join('\n') }),
});

const LISTED = 50;

/** Titles of pages that servers come with. */
const DEFAULT_PAGE =
  /^(?:Apache2? .*(?:Default|Test) Page|Test Page for the .*(?:HTTP|Apache|Nginx)|(?:HTTP Server )?Test Page\b|Welcome to nginx|Welcome to OpenResty|IIS Windows|IIS\d|Microsoft Internet Information Services|Apache Tomcat|Welcome to (?:CentOS|lighttpd|Caddy)|Welcome page|It works!|Placeholder page|Default Web Site Page|Web Server's Default Page|Caddy works!)/i;

/** Web servers and applications. */
export const HTTP_SCRIPTS: ScriptRules = {
  'http-title': {
    checks: ['http-title', 'http_default_page'],
    on: 'http',
    read: (script) => {
      const title = valueOf(script, 'title')?.replace(/\s+/g, ' ').trim() ?? '';
      const redirect = valueOf(script, 'redirect_url');
      const result = redirect === undefined ? title : `${title}\nRedirects to ${redirect}`.trim();
      return sights(
        ...(result === '' ? [] : [{ check: 'http-title', result }]),
        ...(DEFAULT_PAGE.test(title) ? [{ check: 'http_default_page', result: title }] : []),
      );
    },
  },
  'http-server-header': {
    checks: ['http-banner'],
    on: 'http',
    intensity: 7,
    read: (script) => {
      const headers = valuesOf(script).filter((header) => header !== '');
      return sightIf(headers.length > 0, { check: 'http-banner', result: headers.join('\n') });
    },
  },
  'http-methods': {
    checks: ['http_methods', 'http_risky_methods'],
    on: 'http',
    read: (script) => {
      const all = [...valuesOf(tableOf(script, 'Supported Methods'))].sort();
      // TRACE has a check of its own, which tries it.
      const risky = valuesOf(tableOf(script, 'Potentially risky methods')).filter((name) => name !== 'TRACE');
      return sights(
        ...(all.length > 0 ? [{ check: 'http_methods', result: all.join(' ') }] : []),
        ...(risky.length > 0 ? [{ check: 'http_risky_methods', result: [...risky].sort().join(' ') }] : []),
      );
    },
  },
  'http-trace': {
    checks: ['http-trace'],
    on: 'http',
    // What follows are headers of the answer, the date among them.
    read: (script) =>
      sightIf(/TRACE is enabled/.test(script.output ?? ''), {
        check: 'http-trace',
        result: 'TRACE is enabled',
      }),
  },
  'http-auth': {
    checks: ['http_cleartext_login'],
    on: 'http',
    read: (script, { service }) => {
      const basic = linesOf(script).some((line) => /^Basic\b/i.test(line));
      return sightIf(basic && service?.tunnel !== 'ssl', {
        check: 'http_cleartext_login',
        result: 'The server asks for a password by the Basic scheme, without TLS.',
      });
    },
  },
  'http-cookie-flags': found('http-cookie-flags'),
  'http-git': {
    checks: ['http-git'],
    on: 'http',
    read: (script) => {
      const lines = [...new Set(linesOf(script).map((line) => line.replace(/^[\d.]+:\d+/, '')))].sort();
      const certain = /Git repository found!/.test(script.output ?? '');
      return sightIf(lines.length > 0, {
        check: 'http-git',
        certainty: certain ? 'confirmed' : 'potential',
        result: lines.join('\n'),
      });
    },
  },
  'http-ls': {
    checks: ['http_directory_listing'],
    on: 'http',
    read: (script) => {
      const volumes = tableOf(script, 'volumes')?.tables ?? [];
      const names = volumes.flatMap((volume) =>
        (tableOf(volume, 'files')?.tables ?? []).map((file) => valueOf(file, 'filename') ?? ''),
      );
      return sightIf(names.length > 0, {
        check: 'http_directory_listing',
        result: [...names].sort().slice(0, LISTED).join('\n'),
      });
    },
  },
  'http-internal-ip-disclosure': found('http-internal-ip-disclosure', /Internal IP Leaked/),
  'http-jsonp-detection': {
    checks: ['http-jsonp-detection'],
    on: 'http',
    read: (script) => {
      const endpoints = [...new Set(valuesOf(tableOf(script, 'jsonp-endpoints')))].sort();
      return sightIf(endpoints.length > 0, { check: 'http-jsonp-detection', result: endpoints.join('\n') });
    },
  },
  'http-slowloris-check': verdictOn('http', 'http-slowloris-check', {
    intrusive: 'It holds connections until the server closes them, which takes minutes.',
  }),
  'http-frontpage-login': verdictOn('http', 'http-frontpage-login'),
  'http-vmware-path-vuln': found('http-vmware-path-vuln', /VULNERABLE/),
  'http-vuln-cve2010-0738': found('http-vuln-cve2010-0738'),
  'http-vuln-cve2011-3192': verdictOn('http', 'http-vuln-cve2011-3192'),
  'http-vuln-cve2014-2126': verdictOn('tls', 'http-vuln-cve2014-2126'),
  'http-vuln-cve2014-2127': verdictOn('tls', 'http-vuln-cve2014-2127'),
  'http-vuln-cve2014-2128': verdictOn('tls', 'http-vuln-cve2014-2128'),
  'http-vuln-cve2014-2129': verdictOn('tls', 'http-vuln-cve2014-2129'),
  'http-vuln-cve2015-1635': verdictOn('http', 'http-vuln-cve2015-1635'),
  'http-vuln-cve2017-1001000': verdictOn('http', 'http-vuln-cve2017-1001000', {
    intrusive: 'On a vulnerable site it writes to a post (the date that the post already has).',
  }),
  'docker-version': {
    checks: ['docker_open'],
    on: 'docker',
    intensity: 7,
    read: (script) => {
      const version = valueOf(script, 'Version');
      return sightIf(version !== undefined, {
        check: 'docker_open',
        result: `Docker ${version ?? ''}`.trim(),
      });
    },
  },
};
