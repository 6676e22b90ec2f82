import { isWebhook } from './sealed-watch.js';

/**
 * Whom a watch or a letter is for, as lists and logs show it. Of a webhook only the origin: path and query are secrets of
 * many services, and whoever knows them may post.
 */
export const shownAddress = (to: string): string => {
  if (!isWebhook(to)) return to;
  const url = URL.parse(to);
  if (url === null) return '…';
  return url.pathname === '/' && url.search === '' && url.hash === '' ? url.href : `${url.origin}/…`;
};
