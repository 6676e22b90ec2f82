import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { PLANTS } from '../plants/plants.js';
import { readNmap } from './read-nmap.js';

const FTP = '<script id="ftp-anon" output="Anonymous FTP login allowed (FTP code 230)"/>';
const MINE = '<script id="http-enum" output="/.git/: here&#10;/x/: directory listing"/>';
const SHARES = '<script id="smb-enum-shares" output="Anonymous access: READ"/>';
const OTHER = '<script id="http-title" output="Anonymous FTP login allowed"/>';

const OUTPUT =
  '<?xml version="1.0"?><nmaprun><host><address addr="192.0.2.7" addrtype="ipv4"/><ports>' +
  `<port protocol="tcp" portid="2121">${FTP}${OTHER}</port><port protocol="tcp" portid="8080">${MINE}</port>` +
  `</ports><hostscript>${SHARES}</hostscript></host></nmaprun>\n`;

const reading = async <A>(output: string, work: (file: string) => Promise<A>): Promise<A> => {
  const folder = mkdtempSync(join(tmpdir(), 'openguard-nmap-'));
  try {
    writeFileSync(join(folder, 'nmap.xml'), output);
    return await work(join(folder, 'nmap.xml'));
  } finally {
    rmSync(folder, { recursive: true });
  }
};

it('reads what nmap alone says of planted weaknesses by the words of their plants', async () => {
  const told = await reading(OUTPUT, (file) => readNmap(file, true));
  const at = { ip: '192.0.2.7', protocol: 'tcp' };
  expect(told).toHaveLength(4);
  expect(told).toEqual(
    expect.arrayContaining([
      { ...at, port: 2121, check: 'ftp_anonymous' },
      { ...at, port: 8080, check: 'http-git' },
      { ...at, port: 8080, check: 'http_directory_listing' },
      { ...at, port: 445, check: 'smb_null_session' },
    ]),
  );
});

it('takes output that is cut for what it says so far, where nmap was stopped, and else refuses it', async () => {
  const cut = OUTPUT.slice(0, -'</nmaprun>\n'.length);
  expect(await reading(cut, (file) => readNmap(file, false))).toHaveLength(4);
  await expect(reading(cut, (file) => readNmap(file, true))).rejects.toThrow(/nmap\.xml/);
});

it('has words for most plants, each said by one of them', () => {
  const said = PLANTS.flatMap(({ bare = [] }) => bare);
  expect(said.length).toBeGreaterThan(40);
  expect(PLANTS.filter(({ bare = [] }) => bare.length > 0).length).toBeGreaterThan(35);
});
