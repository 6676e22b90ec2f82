/** Returned where a token, or a part of one, goes on behind the bytes that are there. */
export const INCOMPLETE = -1;
