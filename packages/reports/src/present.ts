/** Only properties that have a value. */
export const present = <T extends object>(values: T): { [K in keyof T]?: Exclude<T[K], undefined> } => {
  const found: { [K in keyof T]?: Exclude<T[K], undefined> } = {};
  for (const key in values) {
    const value = values[key];
    if (value !== undefined) found[key] = value as Exclude<T[typeof key], undefined>;
  }
  return found;
};
