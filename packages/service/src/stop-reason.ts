/** Why a signal stopped a scan or map: whoever aborts it says so with a text. */
export const stopReason = ({ reason }: AbortSignal): string =>
  typeof reason === 'string' ? reason : 'It was stopped before it was complete.';
