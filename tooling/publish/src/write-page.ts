import { writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { measureCommand, measureLibrary } from './measure.js';
import { packAll } from './pack.js';
import { packagesPage, type Cost } from './packages-page.js';
import { COMMANDS, LIBRARIES } from './published.js';
import { startRegistry } from './registry.js';
import { ROOT } from './root.js';

const packed = await packAll();
const registry = await startRegistry(packed);
const libraries: Cost[] = [];
for (const { manifest } of LIBRARIES) libraries.push(await measureLibrary(manifest.name, registry.url));
await registry.close();
const commands: Cost[] = [];
for (const { manifest } of COMMANDS) {
  commands.push(await measureCommand(manifest.name, packed.get(manifest.name) ?? ''));
}
const machine = `Node ${process.versions.node} and ${cpus().length} cores`;
writeFileSync(join(ROOT, 'docs', 'packages.md'), packagesPage(libraries, commands, machine));
