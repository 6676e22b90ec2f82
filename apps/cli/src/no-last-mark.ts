/** Said of a list as CSV that has no footer. */
export const NO_LAST_MARK =
  'the list has no footer: nothing says that it is all, or that no line at its end is missing';
