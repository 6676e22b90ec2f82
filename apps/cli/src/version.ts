/** The version of this program. */
export const VERSION = '0.0.0';
