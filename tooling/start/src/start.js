import { enter } from './enter.js';

enter(() => import('./start-main.js'));
