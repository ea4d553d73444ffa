// What TensorFlow.js does while a function runs, seen at the few methods of its engine that everything passes.
import * as tf from "@tensorflow/tfjs-core";

type Engine = ReturnType<typeof tf.engine>;

/** One run of a registered kernel, as soon as its first output is there. */
export interface KernelRun {
  readonly kernelName: string;
  readonly inputs: tf.NamedTensorMap | readonly tf.Tensor[];
  readonly attributes: tf.NamedAttrMap | undefined;
  /** Those that are there; grows to all of them before anything else happens. */
  readonly outputs: tf.TensorInfo[];
}

export interface Watcher {
  /** A kernel has run. One that is made of others is not seen: they are. */
  ran(run: KernelRun): void;
  /** Another output of the last run. */
  alsoGave(run: KernelRun, output: tf.TensorInfo): void;
  /** A tensor was made of values. */
  made(tensor: tf.Tensor): void;
  /** A tensor is about to be disposed of. */
  disposes(tensor: tf.Tensor): void;
  /** Values are about to be read; what it throws, the reader throws. */
  reads(): void;
}

/** Tells `watcher` what happens while `body` runs. */
export function watchEngine<T>(watcher: Watcher, body: () => T): T {
  const engine = tf.engine();
  const running: { run: KernelRun; isTold: boolean }[] = [];
  const watched: Partial<Engine> = {
    runKernel: (kernelName: string, inputs: tf.NamedTensorMap, attributes?: tf.NamedAttrMap) => {
      running.push({ run: { kernelName, inputs, attributes, outputs: [] }, isTold: false });
      try {
        return plain.runKernel(kernelName, inputs, attributes);
      } finally {
        running.pop();
      }
    },
    // The engine makes tensors of what a kernel gave before it does anything else with them.
    makeTensorFromTensorInfo(info, backend) {
      const frame = running.at(-1);
      if (frame) {
        frame.run.outputs.push(info);
        if (frame.isTold) watcher.alsoGave(frame.run, info);
        else watcher.ran(frame.run);
        frame.isTold = true;
      }
      return plain.makeTensorFromTensorInfo(info, backend);
    },
    makeTensor(values, shape, dtype, backend) {
      const tensor = plain.makeTensor(values, shape, dtype, backend);
      watcher.made(tensor);
      return tensor;
    },
    disposeTensor(tensor) {
      watcher.disposes(tensor);
      plain.disposeTensor(tensor);
    },
    readSync(dataId) {
      watcher.reads();
      return plain.readSync(dataId);
    },
    read(dataId) {
      watcher.reads();
      return plain.read(dataId);
    },
  };
  const names = Object.keys(watched) as (keyof Engine)[];
  const own = names.map((name) => Object.getOwnPropertyDescriptor(engine, name));
  const plain = Object.fromEntries(names.map((name) => [name, (engine[name] as () => unknown).bind(engine)])) as unknown as Engine;
  Object.assign(engine, watched);
  try {
    return body();
  } finally {
    names.forEach((name, index) => {
      const before = own[index];
      if (before) Object.defineProperty(engine, name, before);
      else Reflect.deleteProperty(engine, name);
    });
  }
}
