import { spawnSync } from 'node:child_process';
import { expect, it } from 'vitest';

const PACKAGE = new URL('../', import.meta.url);

// Routers of 250 hosts each, written as they are read; what is told is the peak of the whole program.
const PROGRAM = `
import { readDocument } from '@openguard/reports';
const [hosts] = process.argv.slice(1).map(Number);
const address = (index) => '10.' + [index >> 16, (index >> 8) & 255, index & 255].join('.');
async function* map() {
  const encoder = new TextEncoder();
  yield encoder.encode('<MAP value="map/1.2">');
  for (let first = 0; first < hosts; first += 250) {
    const router = '172.16.' + [first >> 16, (first >> 8) & 255].join('.');
    let text = '';
    for (let index = first; index < first + 250; index += 1)
      text += '<IP value="' + address(index) + '" name="h' + index + '.example" os="Sample OS">' +
        '<PORT value="22"/><PORT value="80"/><LINK value="' + router + '"/></IP>';
    text += '<IP value="' + router + '" type="router">';
    for (let index = first; index < first + 250; index += 1) text += '<LINK value="' + address(index) + '"/>';
    yield encoder.encode(text + '</IP>');
  }
  yield encoder.encode('</MAP>');
}
let links = 0;
for await (const item of readDocument(map())) {
  if (item._tag === 'Left') throw new Error(JSON.stringify(item.left));
  if (item.right.kind === 'host') links += item.right.links.length;
  if (item.right.kind === 'end')
    console.log(JSON.stringify({ ...item.right, links, peak: process.resourceUsage().maxRSS / 1024 }));
}
`;

const read = (hosts: number): { readonly hosts: number; readonly links: number; readonly peak: number } => {
  // With room to spare V8 lets rubbish pile up, which would say nothing of what is held.
  const bounds = ['--max-old-space-size=64', '--max-semi-space-size=4'];
  const run = spawnSync(process.execPath, [...bounds, '--input-type=module', '-e', PROGRAM, String(hosts)], {
    cwd: PACKAGE,
    encoding: 'utf8',
  });
  if (run.status !== 0) throw new Error(run.stderr);
  return JSON.parse(run.stdout) as ReturnType<typeof read>;
};

it('a map of 100,000 hosts takes no more memory than one of 10,000', { timeout: 60_000 }, () => {
  const small = read(10_000);
  const large = read(100_000);
  expect(large).toMatchObject({ hosts: 100_400, links: 200_000 });
  expect(large.peak).toBeLessThan(small.peak + 25);
});
