import { enter } from './enter.js';

enter(() => import('./test-main.js'));
