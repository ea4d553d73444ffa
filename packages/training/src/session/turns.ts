// Work in turns: what is asked for while something is under way on another thread is done after it, in the order of asking.

export interface Turns {
  /** Does `work` when all before it is done, whether that went well or not. */
  take<T>(work: () => T | Promise<T>): Promise<T>;
  /** The same, but at once where nothing is under way; what it throws then, it throws. */
  soon<T>(work: () => T | Promise<T>): T | Promise<T>;
}

export function createTurns(): Turns {
  let waiting = 0;
  let last: Promise<unknown> = Promise.resolve();
  const take = <T>(work: () => T | Promise<T>): Promise<T> => {
    waiting++;
    const turn = last.then(work).finally(() => {
      waiting--;
    });
    last = turn.catch(() => undefined);
    return turn;
  };
  return {
    take,
    soon: (work) => (waiting === 0 ? work() : take(work)),
  };
}
