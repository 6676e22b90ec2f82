import { readDocument, type ReadOptions } from '@openguard/reports';
import { createReadStream } from 'node:fs';

// Reads reports one after another in a process of its own, and counts their findings: read-main.js result|all FILE...
const [what, ...files] = process.argv.slice(2);
const options: ReadOptions = what === 'result' ? { findings: { fields: ['result'] } } : {};
let findings = 0;
for (const file of files) {
  for await (const item of readDocument(createReadStream(file), options)) {
    if (item._tag === 'Left') throw new TypeError(`${file} cannot be read`);
    if (item.right.kind === 'finding') findings += 1;
  }
}
process.stdout.write(String(findings));
