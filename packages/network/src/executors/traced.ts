// The executor that makes the whole network one function of TensorFlow's, its parameters constants in it. What makes the function is
// handed in, so that this package knows nothing of TensorFlow.
import * as tf from "@tensorflow/tfjs-core";

import { forward } from "../forward/forward.ts";
import type { ParameterArray } from "../parameter-array.ts";
import type { Executor } from "./executor.ts";

/** A function of tensors that runs as one operation, as `trace` of @xception/tensorflow makes it. */
export interface TracedFunction {
  /** Runs on another thread; whoever asks disposes of the results. */
  elsewhere(...inputs: tf.Tensor[]): Promise<tf.Tensor[]>;
  dispose(): void;
}

/** Makes such a function. It is run once for each set of shapes. */
export type Trace = (fn: (...inputs: tf.Tensor[]) => tf.Tensor[]) => TracedFunction;

/**
 * An executor that runs the network as one operation.
 *
 * @param trace  such as `(fn) => trace(fn, { precision: "bfloat16" })` with `trace` of @xception/tensorflow
 * @param name   what the executor calls itself
 *
 * @example
 * const executable = await compile(network, parameters, { executor: traced(trace) });
 */
export function traced(trace: Trace, name = "tensorflow"): Executor {
  return (network, parameters) => {
    // One function for each choice of inner values that are asked for: TensorFlow leaves out what no result needs.
    const functions = new Map<string, TracedFunction>();
    const functionFor = (inputs: readonly string[], taps: readonly string[]): TracedFunction => {
      const key = JSON.stringify([inputs, taps]);
      const known = functions.get(key);
      if (known) return known;
      const made = trace((...batch) => {
        // Made while tracing, they are constants: TensorFlow lays them out as it likes, and nothing of them is held here.
        const tensors = new Map([...parameters].map(([parameter, array]) => [parameter, upload(array)]));
        const named = Object.fromEntries(inputs.map((input, index) => [input, batch[index] as tf.Tensor]));
        const { outputs, taps: tapped } = forward(network, tensors, named, { taps });
        return [...outputs, ...tapped.values()];
      });
      functions.set(key, made);
      return made;
    };
    return Promise.resolve({
      description: `${name} on ${tf.getBackend()}`,
      async run(inputs, taps) {
        // Kept: a scope that happens to be open while a promise is waited for must not take them away.
        const batch = [...inputs.values()].map((array) => tf.keep(upload(array)));
        let results: tf.Tensor[] = [];
        try {
          results = await functionFor([...inputs.keys()], taps).elsewhere(...batch);
          const arrays = await Promise.all(results.map(download));
          const outputs = arrays.slice(0, network.outputs.length);
          return { outputs, taps: new Map(taps.map((tap, index) => [tap, arrays[outputs.length + index] as ParameterArray])) };
        } finally {
          tf.dispose([...batch, ...results]);
        }
      },
      dispose() {
        for (const made of functions.values()) made.dispose();
        functions.clear();
      },
    });
  };
}

const upload = ({ shape, data }: ParameterArray): tf.Tensor => tf.tensor(data, [...shape], "float32");

const download = async (tensor: tf.Tensor): Promise<ParameterArray> => ({
  shape: tensor.shape,
  data: new Float32Array(await tensor.data()),
});
