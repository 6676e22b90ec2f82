/** Whether the system refused something, a file or a connection say, and told so by a code. */
export const isSystemError = (error: unknown): error is Error & { readonly code: string } =>
  error instanceof Error && 'code' in error && typeof error.code === 'string';
