import { enter } from './enter.js';

enter(() => import('./test-system-main.js'));
