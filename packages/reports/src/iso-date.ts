/** Milliseconds since 1970 as `YYYY-MM-DDTHH:MM:SSZ`, the dates of documents that came after 2001. */
export const formatIsoDate = (time: number): string => new Date(time).toISOString().replace(/\.\d+Z$/, 'Z');
