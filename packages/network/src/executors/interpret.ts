// The executor that runs node after node as TensorFlow.js operations, on whatever backend is current.
import * as tf from "@tensorflow/tfjs-core";

import { forward } from "../forward/forward.ts";
import type { ParameterArray } from "../parameter-array.ts";
import type { Executor } from "./executor.ts";

/** Parameters are uploaded once; a run uploads the batch and downloads outputs and taps. */
export const interpret: Executor = (network, parameters) => {
  // Kept, as are results until they are downloaded: a scope that happens to be open while a promise is waited for must not take them away.
  const tensors = new Map([...parameters].map(([name, array]) => [name, tf.keep(upload(array))]));
  return Promise.resolve({
    description: `interpret on ${tf.getBackend()}`,
    async run(inputs, taps) {
      const results = tf.tidy(() => {
        const batch = Object.fromEntries([...inputs].map(([name, array]) => [name, upload(array)]));
        const { outputs, taps: tapped } = forward(network, tensors, batch, { taps });
        return [...outputs, ...tapped.values()].map((tensor) => tf.keep(tensor));
      });
      try {
        const arrays = await Promise.all(results.map(download));
        const outputs = arrays.slice(0, network.outputs.length);
        return { outputs, taps: new Map(taps.map((tap, index) => [tap, arrays[outputs.length + index] as ParameterArray])) };
      } finally {
        tf.dispose(results);
      }
    },
    dispose() {
      tf.dispose([...tensors.values()]);
    },
  });
};

const upload = ({ shape, data }: ParameterArray): tf.Tensor => tf.tensor(data, [...shape], "float32");

const download = async (tensor: tf.Tensor): Promise<ParameterArray> => ({
  shape: tensor.shape,
  data: new Float32Array(await tensor.data()),
});
