import { writeFileSync } from 'node:fs';
import { checksPage } from './checks-page.js';
import { conformancePage } from './conformance-page.js';
import { errorsPage } from './errors-page.js';
import { valuesPage } from './values-page.js';

writeFileSync(new URL('../../../docs/checks.md', import.meta.url), checksPage());
writeFileSync(new URL('../../../docs/errors.md', import.meta.url), errorsPage());
writeFileSync(new URL('../../../docs/values.md', import.meta.url), valuesPage());
writeFileSync(new URL('../../../docs/xml-conformance.md', import.meta.url), conformancePage());
