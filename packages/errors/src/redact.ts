const MASK = '***';

/**
 * Replaces every secret in a text by `***`: the secrets that are named, as they are and URL-encoded, the user
 * information of URLs, and what follows `Basic` or `Bearer` in an Authorization header.
 *
 * @param secrets passwords and tokens; empty strings are ignored
 */
export const redact = (text: string, secrets: readonly string[] = []): string => {
  const forms = secrets
    .filter((secret) => secret !== '')
    .flatMap((secret) => [secret, encodeURIComponent(secret)])
    .sort((a, b) => b.length - a.length);
  const masked = forms.reduce((rest, form) => rest.split(form).join(MASK), text);
  return masked
    .replace(/\b(basic|bearer) +[A-Za-z0-9+/=_.-]{4,}/gi, `$1 ${MASK}`)
    .replace(/(\b[a-z][a-z0-9+.-]*:\/\/)[^/\s@]*@/gi, `$1${MASK}@`);
};
