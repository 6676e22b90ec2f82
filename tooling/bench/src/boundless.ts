/** For fast-xml-parser: its bounds on entities count over a whole document and would refuse a large one. */
export const BOUNDLESS = {
  enabled: true,
  maxTotalExpansions: Number.MAX_SAFE_INTEGER,
  maxExpandedLength: Number.MAX_SAFE_INTEGER,
};
