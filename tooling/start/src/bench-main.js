import { runTool } from './run-tool.js';

/** npm run bench */
export const main = () => runTool('bench');
