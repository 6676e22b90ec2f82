import { readDocument } from '@openguard/reports';
import { createReadStream } from 'node:fs';
import { setFlagsFromString } from 'node:v8';

// usage: decode-main FILE: reads the same detections out of a file.
// As `openguard decode` does, and as who pulls them does.
setFlagsFromString('--semi-space-growth-factor=1');
async function* bytesOf(path: string): AsyncGenerator<Uint8Array> {
  for await (const piece of createReadStream(path)) if (piece instanceof Uint8Array) yield piece;
}

let [hosts, findings, severities] = [0, 0, 0];
for await (const read of readDocument(bytesOf(process.argv[2] ?? ''))) {
  if (read._tag === 'Left') throw new TypeError(read.left.tag);
  const item = read.right;
  if (item.kind === 'host') hosts += 1;
  if (item.kind !== 'finding') continue;
  findings += 1;
  severities += item.severity ?? 0;
}
process.stdout.write(JSON.stringify({ hosts, findings, severities }));
