const pad = (value: number, width = 2): string => String(value).padStart(width, '0');

/** Milliseconds since 1970 as `YYYYMMDDHHMMSS` in UTC, the fixed width that programs of 2001 compare as text. */
export const formatCompactDate = (time: number): string => {
  const date = new Date(time);
  return (
    pad(date.getUTCFullYear(), 4) +
    pad(date.getUTCMonth() + 1) +
    pad(date.getUTCDate()) +
    pad(date.getUTCHours()) +
    pad(date.getUTCMinutes()) +
    pad(date.getUTCSeconds())
  );
};

const COMPACT = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)$/;

/**
 * Reads a report's date in either era's form, `YYYYMMDDHHMMSS` or `YYYY-MM-DDTHH:MM:SSZ`, as milliseconds
 * since 1970; `undefined` when it is neither, or no moment of the calendar: 30 February is not taken for 2 March.
 */
export const parseReportDate = (text: string): number | undefined => {
  const parts = COMPACT.exec(text.trim());
  const iso = parts === null ? text.trim() : `${parts.slice(1, 4).join('-')}T${parts.slice(4, 7).join(':')}Z`;
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/.test(iso)) return undefined;
  const time = Date.parse(iso);
  if (Number.isNaN(time)) return undefined;
  return new Date(time).toISOString().slice(0, 19) === iso.slice(0, 19) ? time : undefined;
};
