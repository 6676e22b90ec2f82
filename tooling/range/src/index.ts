export { draw, type Drawing, type Size } from './drawing.js';
export { PLANTS } from './plants/plants.js';
export { truthOf, type Truth } from './truth.js';
