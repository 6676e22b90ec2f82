import type { Plant } from '../plant.js';
import { DATA_PLANTS } from './data.js';
import { DESKTOP_PLANTS } from './desktop.js';
import { FILE_PLANTS } from './files.js';
import { LOG_IN_PLANTS } from './log-in.js';
import { MAIL_PLANTS } from './mail.js';
import { NAME_PLANTS } from './names.js';
import { OLD_SERVICE_PLANTS } from './old-services.js';
import { SET_ASIDE } from './set-aside.js';
import { TLS_PLANTS } from './tls.js';
import { WEB_PLANTS } from './web.js';

/** Every weakness that the range knows to plant. */
export const PLANTS: readonly Plant[] = [
  ...NAME_PLANTS,
  ...FILE_PLANTS,
  ...LOG_IN_PLANTS,
  ...MAIL_PLANTS,
  ...DATA_PLANTS,
  ...DESKTOP_PLANTS,
  ...OLD_SERVICE_PLANTS,
  ...WEB_PLANTS,
  ...TLS_PLANTS,
  ...SET_ASIDE,
];
