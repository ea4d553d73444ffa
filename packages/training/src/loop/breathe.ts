// On cpu and wasm a step is one synchronous piece of work, and a promise that is resolved already lets no event in. Without a pause a page
// would freeze and Ctrl-C would wait for the end of the run.

/** Milliseconds of work after which events are let in: few enough to feel prompt, many enough to cost nothing. */
const longestWork = 50;

/** Gives a function that lets events in when it is time. */
export function createBreath(): () => Promise<void> {
  let last = performance.now();
  return async () => {
    if (performance.now() - last < longestWork) return;
    await new Promise((resolve) => setTimeout(resolve, 0));
    last = performance.now();
  };
}
