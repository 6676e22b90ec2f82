import type { CheckText } from '../check-text.js';

/** What web servers show and how they are set up. */
export const HTTP_CHECKS: readonly CheckText[] = [
  {
    id: 'http-banner',
    number: 7000080,
    kind: 'service',
    category: 'http',
    rule: 'service:banner',
    title: 'Web Server Banner',
    diagnosis:
      'The web server was recognised by its answers, most often by the Server header that it sends with every ' +
      'page.',
    consequence:
      'Whoever knows the product and version looks up its flaws instead of trying them all, and search engines ' +
      'for devices list the host by it.',
    solution:
      'Leave the version out: nginx "server_tokens off;", Apache "ServerTokens Prod" and "ServerSignature Off", IIS ' +
      '10 removeServerHeader="true". Keep the server on a maintained release all the same.',
    extension: true,
  },
  {
    id: 'http-title',
    number: 7000081,
    kind: 'service',
    category: 'http',
    rule: 'service:list',
    title: 'Title of the Start Page',
    diagnosis: 'The title of the page that the server shows at "/", or the address to which it redirects.',
    consequence:
      'Titles such as the name of an administration tool or the start page of a fresh installation tell what the ' +
      'server is for and that nobody finished setting it up.',
    solution:
      'Remove default pages, and let administration tools listen on 127.0.0.1 or a management network only.',
    extension: true,
  },
  {
    id: 'http_default_page',
    number: 7000082,
    kind: 'practice',
    category: 'http',
    rule: 'own:default-page',
    title: 'Web Server Shows the Page That It Came With',
    diagnosis:
      'The title of the start page is one that a server or distribution shows until somebody puts content in its place.',
    consequence:
      'The page names the product, often with links to manuals and sample programs, and tells that nobody looks after ' +
      'this server: such hosts are the last to be patched.',
    solution:
      'Remove the server if nothing needs it. Otherwise replace the page (/var/www/html/index.html, ' +
      '/usr/share/nginx/html), disable the default site ("a2dissite 000-default"), and remove samples and manuals.',
    extension: true,
  },
  {
    id: 'http_cleartext_login',
    number: 7000083,
    kind: 'vuln',
    category: 'http',
    rule: 'own:cleartext-login',
    title: 'Web Server Takes Passwords Without TLS',
    diagnosis:
      'Over plain HTTP the server asks for a user name and a password by the Basic scheme, which sends both with every ' +
      'request in a form that anyone can decode.',
    consequence: 'Anyone on the path reads the password from the first request on and enters as that user.',
    solution:
      'Serve the area over HTTPS only and redirect port 80 to it before a password is asked for: Apache ' +
      '"SSLRequireSSL" in the Directory, nginx "return 301 https://$host$request_uri;" in the server of port 80.',
    extension: true,
  },
  {
    id: 'http_methods',
    number: 7000084,
    kind: 'service',
    category: 'http',
    rule: 'service:list',
    title: 'HTTP Methods',
    diagnosis:
      'The request methods that the server says it allows for "/", or that it treated differently from a method ' +
      'that does not exist.',
    consequence: 'Methods beyond GET, HEAD, POST and OPTIONS are doors that a site may not know it has.',
    solution:
      'Allow only what the application uses: nginx "limit_except GET POST { deny all; }", Apache "<LimitExcept GET ' +
      'POST>" with "Require all denied", IIS request filtering.',
    extension: true,
  },
  {
    id: 'http-trace',
    number: 7000085,
    kind: 'vuln',
    category: 'http',
    rule: 'own:advice',
    title: 'HTTP TRACE Is Enabled',
    diagnosis:
      'The server answered a TRACE request by sending the request back. The method serves debugging and has no ' +
      'use in production.',
    consequence:
      'A script that gets a browser to send TRACE sees headers that it should not, such as cookies and log-in data ' +
      'added by proxies. Current browsers forbid it; other clients do not.',
    solution:
      'Apache: "TraceEnable off"; Tomcat: allowTrace="false" in the Connector; IIS: deny the verb TRACE in request ' +
      'filtering. Check with "curl -i -X TRACE http://HOST/".',
  },
  {
    id: 'http_risky_methods',
    number: 7000086,
    kind: 'practice',
    category: 'http',
    rule: 'own:advice',
    title: 'HTTP Methods That Change Things Are Announced',
    diagnosis:
      'The server announces methods such as PUT, DELETE, PATCH or those of WebDAV. Whether they work without a ' +
      'log-in was not tried.',
    consequence:
      'If the application does not check permissions for each of them, strangers can store files, for example ' +
      'scripts that the server then runs, or delete them.',
    solution:
      'Switch WebDAV off where it is not used (Apache "Dav Off", IIS: remove WebDAV Publishing) and refuse the ' +
      'methods outside of the paths whose application needs them.',
  },
  {
    id: 'http-cookie-flags',
    number: 7000087,
    kind: 'vuln',
    category: 'http',
    rule: 'own:session-cookie',
    title: 'Session Cookie Without Protective Flags',
    diagnosis:
      'A cookie that looks like a session identifier is set without HttpOnly, or over HTTPS without Secure. The ' +
      'result names the cookie and the flag.',
    consequence:
      'Without HttpOnly a script injected into the page can steal the session; without Secure the browser also ' +
      'sends it over unencrypted connections, where it can be read.',
    solution:
      'Set both, and SameSite, where the cookie is made. PHP: session.cookie_httponly=1, session.cookie_secure=1; ' +
      'Java: <cookie-config> in web.xml; Express: cookie: { httpOnly: true, secure: true, sameSite: "lax" }.',
  },
  {
    id: 'http-git',
    number: 7000088,
    kind: 'vuln',
    category: 'http',
    rule: 'own:source-exposed',
    title: 'Git Repository Can Be Downloaded',
    diagnosis:
      'The folder .git of a working copy lies below the document root, and its files can be fetched.',
    consequence:
      'With them the whole source and its history can be rebuilt: passwords and keys that were ever committed, ' +
      'and flaws to look for at leisure.',
    solution:
      'Deploy without the repository ("git archive" or a build), or refuse it: nginx "location ~ /\\.git { return 404; }", ' +
      'Apache "RedirectMatch 404 /\\.git". Then replace every secret that the history holds.',
  },
  {
    id: 'http_directory_listing',
    number: 7000089,
    kind: 'practice',
    category: 'http',
    rule: 'own:listing',
    title: 'Web Server Lists Its Files',
    diagnosis: 'In place of a start page the server shows an index of the files in its root folder.',
    consequence: 'Visitors find backups, drafts and configuration files that no page links to.',
    solution:
      'Switch indexes off: nginx "autoindex off;", Apache "Options -Indexes", IIS <directoryBrowse enabled="false"/>. ' +
      'Move files that nobody should fetch out of the document root.',
  },
  {
    id: 'http-internal-ip-disclosure',
    number: 7000090,
    kind: 'vuln',
    category: 'http',
    rule: 'own:internal-address',
    title: 'Web Server Tells an Internal Address',
    diagnosis:
      'To a request of HTTP version 1.0 without a Host header the server redirected to an address of a private ' +
      'network, its own behind the translation.',
    consequence:
      'Strangers learn how the inner network is numbered and which host stands behind the public address.',
    solution:
      'Give the server its public name: IIS "appcmd set config -section:system.webServer/serverRuntime ' +
      '-alternateHostName:www.example.com", Apache "ServerName" with "UseCanonicalName On", nginx ' +
      '"server_name_in_redirect on;".',
  },
  {
    id: 'http-jsonp-detection',
    number: 7000091,
    kind: 'practice',
    category: 'http',
    rule: 'own:advice',
    title: 'Data Offered as JSONP',
    diagnosis:
      'An address of the site answers with data wrapped in a function call whose name comes from the request. ' +
      'Scripts of any other site may load it, past the same-origin rule of browsers.',
    consequence:
      'If the data depend on who is logged in, every page that a user visits can read them. Where the whole name ' +
      'can be chosen, the address also helps to get around content security policies.',
    solution:
      'Answer with plain JSON and allow other origins by name with CORS headers. If JSONP must stay, serve public ' +
      'data only and accept callback names of letters and digits alone.',
  },
];
