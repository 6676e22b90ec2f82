type Given<T> = { [K in keyof T]?: Exclude<T[K], undefined> };

/** What of some values is there. */
export const given = <T extends Readonly<Record<string, unknown>>>(values: T): Given<T> =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as Given<T>;
