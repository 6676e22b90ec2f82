const SHOWN = 120;

/** Text of others for a message of ours: one line of printable characters, cut when it is long. */
export const printable = (text: string, shown = SHOWN): string => {
  const line = text.replace(/[^\x20-\x7e]/g, '?');
  return line.length > shown ? `${line.slice(0, shown)}…` : line;
};
