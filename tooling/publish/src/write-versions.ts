import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { PUBLISHED } from './published.js';
import { ROOT } from './root.js';
import { VERSION_FILES, withVersion } from './version-files.js';

for (const { name, file } of VERSION_FILES) {
  const version = PUBLISHED.find(({ manifest }) => manifest.name === name)?.manifest.version;
  if (version === undefined) throw new Error(`${name} is not published`);
  const path = join(ROOT, file);
  writeFileSync(path, withVersion(readFileSync(path, 'utf8'), version));
}
