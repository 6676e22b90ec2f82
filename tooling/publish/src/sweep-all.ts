import { join } from 'node:path';
import { LIBRARIES } from './published.js';
import { ROOT } from './root.js';
import { sweep } from './sweep.js';

for (const { folder } of LIBRARIES) sweep(join(ROOT, folder));
