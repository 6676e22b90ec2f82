import { Extract } from './extract.js';
import { isKind } from './kind.js';
import { loadReader } from './reader.js';

// One reader on one file, in a process of its own: read-main.js READER KIND FILE
const [name = '', kind, file] = process.argv.slice(2);
const reader = await loadReader(name);
if (reader === undefined || !isKind(kind) || file === undefined) {
  throw new TypeError('arguments: READER scan|detections FILE');
}
const extract = new Extract();
const started = performance.now();
reader[kind](file, extract);
const readMs = performance.now() - started;
process.stdout.write(JSON.stringify({ ...extract.found(), readMs }));
