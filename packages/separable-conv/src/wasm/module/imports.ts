/** What the module imports: its memory, and how threads sleep, which is the host's business. */
export function importsOf(memory: WebAssembly.Memory): WebAssembly.Imports {
  return {
    env: { memory },
    control: {
      sleepWhile(at: number, value: number) {
        if (maySleep()) Atomics.wait(new Int32Array(memory.buffer), at >>> 2, value);
      },
      wake(at: number) {
        Atomics.notify(new Int32Array(memory.buffer), at >>> 2);
      },
    },
  };
}

/** The main thread of a page must not sleep: it goes on looking. */
const maySleep = (): boolean => typeof document === "undefined";
