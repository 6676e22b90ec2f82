/** Milliseconds since 1970 as `YYYY-MM-DDTHH:MM:SSZ`. */
export const isoDate = (time: number): string => new Date(time).toISOString().replace(/\.\d+Z$/, 'Z');
