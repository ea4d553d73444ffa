// Work ahead: while one item is used, the next ones are made, a bounded number of them.

/**
 * The items of `source` in their order, up to `ahead` of them in the making beyond the one that was asked for.
 * Leaving the loop closes the source; an error arrives at its own item.
 */
export function prefetch<T>(source: AsyncIterable<T>, ahead: number): AsyncIterable<T> {
  async function* items(): AsyncGenerator<T, void, undefined> {
    const iterator = source[Symbol.asyncIterator]();
    const pending: Promise<IteratorResult<T>>[] = [];
    const request = (): void => {
      const next = iterator.next();
      // It is awaited later, or not at all when the loop is left: until then its failure must not count as unhandled.
      next.catch(() => undefined);
      pending.push(next);
    };
    try {
      for (;;) {
        while (pending.length <= ahead) request();
        const item = await (pending.shift() as Promise<IteratorResult<T>>);
        if (item.done === true) return;
        yield item.value;
      }
    } finally {
      await iterator.return?.();
    }
  }
  return { [Symbol.asyncIterator]: items };
}
