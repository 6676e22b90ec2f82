/** What requests call themselves unless the caller says otherwise. */
export const USER_AGENT = 'openguard/0.0.0';
