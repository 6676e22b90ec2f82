import { says, tcp, type Plant } from '../plant.js';
import { apache } from '../services/apache.js';

const GIT = {
  '.git/HEAD': 'ref: refs/heads/main\n',
  '.git/config': '[core]\n\trepositoryformatversion = 0\n\tbare = false\n',
  '.git/description': 'the site\n',
};
const DEFAULT_PAGE = {
  'index.html': `<!doctype html>
<html><head><title>Apache2 Debian Default Page: It works</title></head>
<body><h1>It works!</h1><p>This is the default welcome page of a new web server.</p></body></html>
`,
};

/** Web servers. */
export const WEB_PLANTS: readonly Plant[] = [
  {
    name: 'http-trace',
    check: 'http-trace',
    family: 'http',
    spot: tcp(80),
    weak: apache('TraceEnable On'),
    fixed: apache(''),
    bare: [says('http-trace', /enabled/)],
  },
  {
    name: 'http-listing',
    check: 'http_directory_listing',
    family: 'http',
    spot: tcp(80),
    weak: apache(
      'DirectoryIndex none\n<Directory FOLDER/site>\nOptions Indexes\nIndexOptions FancyIndexing\n</Directory>',
      {
        'backup.tar': 'none\n',
      },
    ),
    fixed: apache('', { 'backup.tar': 'none\n' }),
    bare: [says('http-ls', /\S/), says('http-enum', /directory listing|w\/ listing/i)],
  },
  {
    name: 'http-git',
    check: 'http-git',
    family: 'http',
    spot: tcp(80),
    weak: apache('', GIT),
    fixed: apache('<DirectoryMatch "/\\.git">\nRequire all denied\n</DirectoryMatch>', GIT),
    bare: [says('http-git', /found/), says('http-enum', /\.git/)],
  },
  {
    name: 'http-cookie',
    check: 'http-cookie-flags',
    family: 'http',
    spot: tcp(80),
    weak: apache('Header set Set-Cookie "PHPSESSID=q7m2k9x4; path=/"'),
    fixed: apache('Header set Set-Cookie "PHPSESSID=q7m2k9x4; path=/; HttpOnly; SameSite=Lax"'),
    bare: [says('http-cookie-flags', /\S/)],
  },
  {
    name: 'http-default-page',
    check: 'http_default_page',
    family: 'http',
    spot: tcp(80),
    weak: apache('', DEFAULT_PAGE),
    fixed: apache(''),
  },
  {
    name: 'http-internal-address',
    check: 'http-internal-ip-disclosure',
    family: 'http',
    spot: tcp(80),
    weak: apache('ServerName 192.168.77.7\nUseCanonicalName On'),
    fixed: apache('UseCanonicalName On'),
    bare: [says('http-internal-ip-disclosure', /Leaked/)],
  },
];
