import { enter } from './enter.js';

enter(() => import('./range-main.js'));
