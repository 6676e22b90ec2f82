/** Text as one line that a terminal obeys nothing of: what cannot be seen becomes `?`. */
export const visible = (text: string): string => text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, '?');
