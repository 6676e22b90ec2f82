/** What of a host counts as an answer; of 2001, when documents did not say, standing in the report does. */
export const hasAnswered = (status: string | undefined): boolean =>
  status === undefined || /^(?:finish(?:ed)?|up|alive)$/i.test(status.trim());

/**
 * What counts of a host that stands in a report more than once, in whatever order: that it did not answer, if that is
 * said anywhere, since its absences prove nothing then.
 */
export const countingStatus = (statuses: readonly (string | undefined)[]): string | undefined => {
  const told = statuses.filter((status) => status !== undefined).sort();
  return told.find((status) => !hasAnswered(status)) ?? told[0];
};
