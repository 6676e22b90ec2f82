import { describe, expect, it } from 'vitest';
import { MANY_VERDICTS, neverEmitted, readingOf, VERDICT_SCRIPTS } from '../../test/script-reading.js';
import { HTTP_SCRIPTS } from './http-scripts.js';

const table = (key: string, inner: string) => `<table key="${key}">${inner}</table>`;
const elems = (...values: string[]) => values.map((value) => `<elem>${value}</elem>`).join('');

describe('scripts for web servers', () => {
  it.each([
    [
      '<script id="http-title" output="x"><elem key="title">&#xa; My   page </elem></script>',
      [{ check: 'http-title', result: 'My page' }],
    ],
    [
      '<script id="http-title" output="x"><elem key="redirect_url">/login</elem></script>',
      [{ check: 'http-title', result: 'Redirects to /login' }],
    ],
    ['<script id="http-title" output="Site does not have a title."/>', []],
    [
      '<script id="http-title" output="x"><elem key="title">Welcome to nginx!</elem></script>',
      [
        { check: 'http-title', result: 'Welcome to nginx!' },
        { check: 'http_default_page', result: 'Welcome to nginx!' },
      ],
    ],
    [
      '<script id="http-auth" output="&#xa;HTTP/1.1 401 Unauthorized&#xd;&#xa;  Basic realm=Inner area"/>',
      [
        {
          check: 'http_cleartext_login',
          result: 'The server asks for a password by the Basic scheme, without TLS.',
        },
      ],
    ],
    ['<script id="http-auth" output="&#xa;HTTP/1.1 401 Unauthorized&#xa;  Digest realm=x nonce=y"/>', []],
    [
      `<script id="http-server-header" output="x">${elems('tiny/1.0')}</script>`,
      [{ check: 'http-banner', result: 'tiny/1.0' }],
    ],
    [`<script id="http-server-header" output="&lt;empty&gt;">${elems('')}</script>`, []],
    [
      `<script id="http-methods" output="x">${table('Supported Methods', elems('POST', 'GET', 'PUT', 'TRACE'))}` +
        `${table('Potentially risky methods', elems('TRACE', 'PUT', 'DELETE'))}</script>`,
      [
        { check: 'http_methods', result: 'GET POST PUT TRACE' },
        { check: 'http_risky_methods', result: 'DELETE PUT' },
      ],
    ],
    [
      `<script id="http-methods" output="x">${table('Potentially risky methods', elems('TRACE'))}</script>`,
      [],
    ],
    [
      '<script id="http-trace" output="TRACE is enabled&#xa;Headers:&#xa;Date: Sun, 22 Nov 2026 01:41:09 GMT"/>',
      [{ check: 'http-trace', result: 'TRACE is enabled' }],
    ],
    [
      '<script id="http-cookie-flags" output="&#xa;  /: &#xa;    PHPSESSID: &#xa;      httponly flag not set"/>',
      [{ check: 'http-cookie-flags', result: '/:\nPHPSESSID:\nhttponly flag not set' }],
    ],
    [
      '<script id="http-git" output="&#xa;  192.0.2.1:80/.git/&#xa;    Git repository found!&#xa;    Remotes:&#xa;      https://example/x.git"/>',
      [
        {
          check: 'http-git',
          certainty: 'confirmed',
          result: '/.git/\nGit repository found!\nRemotes:\nhttps://example/x.git',
        },
      ],
    ],
    [
      '<script id="http-git" output="&#xa;  192.0.2.1:80/.git/&#xa;    Potential Git repository found (found 2/6 expected files)"/>',
      [
        {
          check: 'http-git',
          certainty: 'potential',
          result: '/.git/\nPotential Git repository found (found 2/6 expected files)',
        },
      ],
    ],
    [
      `<script id="http-ls" output="Volume /">${table(
        'volumes',
        `<table>${table(
          'files',
          '<table><elem key="time">2026-01-01 10:00</elem><elem key="filename">b.zip</elem></table>' +
            '<table><elem key="filename">a.txt</elem></table>',
        )}</table>`,
      )}</script>`,
      [{ check: 'http_directory_listing', result: 'a.txt\nb.zip' }],
    ],
    [
      '<script id="http-internal-ip-disclosure" output="&#xa;  Internal IP Leaked: 10.0.0.2"/>',
      [{ check: 'http-internal-ip-disclosure', result: 'Internal IP Leaked: 10.0.0.2' }],
    ],
    [
      `<script id="http-jsonp-detection" output="x">${table('jsonp-endpoints', elems('/b', '/a', '/b'))}</script>`,
      [{ check: 'http-jsonp-detection', result: '/a\n/b' }],
    ],
    ['<script id="http-jsonp-detection" output="Couldn&apos;t find any JSONP endpoints."/>', []],
    [
      '<script id="http-vmware-path-vuln" output="&#xa;  VMWare path traversal (CVE-2009-3733): VULNERABLE&#xa;    /vm/a.vmx"/>',
      [
        {
          check: 'http-vmware-path-vuln',
          result: 'VMWare path traversal (CVE-2009-3733): VULNERABLE\n/vm/a.vmx',
        },
      ],
    ],
    [
      '<script id="http-vuln-cve2010-0738" output="&#xa;  /jmx-console/: Authentication was not required"/>',
      [{ check: 'http-vuln-cve2010-0738', result: '/jmx-console/: Authentication was not required' }],
    ],
    [
      '<script id="docker-version" output="x"><elem key="Version">20.10.5</elem></script>',
      [{ check: 'docker_open', result: 'Docker 20.10.5' }],
    ],
    ['<script id="docker-version" output="x"/>', []],
  ])('%s', (xml, sights) => {
    expect(readingOf(xml).sights).toEqual(sights);
  });
});

it('every check of these scripts has a sample', () => {
  expect(neverEmitted(HTTP_SCRIPTS, [...VERDICT_SCRIPTS, ...MANY_VERDICTS])).toEqual([]);
});
