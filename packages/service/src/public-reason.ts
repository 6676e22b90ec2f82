import { isOpenGuardError, type OpenGuardError } from '@openguard/errors';

/** An absolute path or one of a home directory; no address with a prefix, no URL, no close tag. */
const PATH = /(?<![\w<]|:\/)~?\/[\w.@+~-]+(?:\/[\w.@+~-]*)*/g;

const wording = ({ code, message }: OpenGuardError): string => {
  if (code === 'OG_STORE_FULL')
    return 'The disk of the server is full; what was stored before is still there.';
  return code.startsWith('OG_STORE')
    ? 'The store of the server failed; its log says why.'
    : message.replace(PATH, '(path)');
};

/**
 * Why something failed, for those who asked for it. What lies where on the server is the operator's business:
 * an error that says more is given to `log`.
 */
export const publicReason = (error: unknown, log: (error: unknown) => void): string => {
  const reason = isOpenGuardError(error) ? wording(error) : 'The server failed; its log says why.';
  if (!isOpenGuardError(error) || reason !== error.message) log(error);
  return reason;
};
