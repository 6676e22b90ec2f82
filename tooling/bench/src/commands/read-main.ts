import { loadReader } from './reader.js';
import { createSink, isTask } from './sink.js';

// One reader on one file, in a process of its own: read-main.js READER TASK FILE OUTPUT
const [name = '', task, file, output] = process.argv.slice(2);
const read = await loadReader(name);
if (read === undefined || !isTask(task) || file === undefined || output === undefined) {
  throw new TypeError('arguments: READER ndjson|score FILE OUTPUT');
}
const sink = createSink(task, output);
await read(file, sink);
process.stdout.write(JSON.stringify(sink.end()));
