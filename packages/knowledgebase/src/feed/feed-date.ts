import { parseReportDate } from '@openguard/model';

const FORM = /^(\d{4}-\d\d-\d\d)(?:T(\d\d:\d\d:\d\d)(\.\d{1,9})?(?:Z|([+-])(\d\d):?(\d\d))?)?$/;

/**
 * A moment of a feed as milliseconds since 1970, `undefined` for what is none. Feeds write it with and without a time, a
 * fraction and a zone; without a zone it is UTC, as the NVD says.
 */
export const parseFeedDate = (text: string): number | undefined => {
  const [, day, time = '00:00:00', fraction = '', sign, hours = '0', minutes = '0'] = FORM.exec(text) ?? [];
  const moment = day === undefined ? undefined : parseReportDate(`${day}T${time}Z`);
  if (moment === undefined) return undefined;
  const offset = (Number(hours) * 60 + Number(minutes)) * 60_000;
  return moment + Math.floor(Number(`0${fraction}`) * 1000) - (sign === '-' ? -offset : offset);
};
