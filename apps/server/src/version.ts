/** The version of this program, as reports and `--version` tell it. */
export const VERSION = '0.0.0';
