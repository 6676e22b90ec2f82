/** How many questions are under way at a time. */
const AT_ONCE = 32;

/** Does the same with each of many, some at a time, until a `stop` is asked for. */
export const lookUpAll = async <A>(
  items: Iterable<A>,
  work: (item: A) => Promise<void>,
  stop: () => boolean,
): Promise<void> => {
  const queue = items[Symbol.iterator]();
  const line = async (): Promise<void> => {
    for (let next = queue.next(); next.done !== true && !stop(); next = queue.next()) await work(next.value);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, line));
};
