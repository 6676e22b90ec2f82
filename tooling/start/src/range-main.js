import { runTool } from './run-tool.js';

/** npm run range */
export const main = () => runTool('range');
