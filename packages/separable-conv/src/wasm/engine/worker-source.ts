// What a thread runs. It is text, because a package cannot know where the bundler of a page will put a file of its own.

/** A worker that gets { module, memory, control, thread }, says it is ready, and serves until it is told to stop. */
export const workerSource = `
const begin = async ({ module, memory, control, thread }, post) => {
  const { exports } = await WebAssembly.instantiate(module, {
    env: { memory },
    control: {
      sleepWhile: (at, value) => void Atomics.wait(new Int32Array(memory.buffer), at >>> 2, value),
      wake: (at) => void Atomics.notify(new Int32Array(memory.buffer), at >>> 2),
    },
  });
  post("ready");
  exports.serve(control, thread);
};
if (typeof self === "object" && typeof postMessage === "function") {
  self.onmessage = ({ data }) => begin(data, (message) => postMessage(message));
} else {
  const { parentPort, workerData } = require("node:worker_threads");
  begin(workerData, (message) => parentPort.postMessage(message));
}
`;

export interface WorkerStart {
  readonly module: WebAssembly.Module;
  readonly memory: WebAssembly.Memory;
  /** Address of the control. */
  readonly control: number;
  /** 1 and up; 0 is the caller's. */
  readonly thread: number;
}

/** A thread that is ready. */
export interface Thread {
  /** Ends it, whatever it does. */
  end(): void;
}
