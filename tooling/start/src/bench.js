import { enter } from './enter.js';

enter(() => import('./bench-main.js'));
