// The executor that runs node after node as TensorFlow.js operations, on whatever backend is current.
import * as tf from "@tensorflow/tfjs-core";

import { forward } from "../forward/forward.ts";
import type { ParameterArray } from "../parameter-array.ts";
import type { Executor } from "./executor.ts";

/** Parameters are uploaded once; a run uploads the batch and downloads outputs and taps. */
export const interpret: Executor = (network, parameters) => {
  const tensors = new Map([...parameters].map(([name, array]) => [name, upload(array)]));
  return Promise.resolve({
    description: `interpret on ${tf.getBackend()}`,
    async run(inputs, taps) {
      const batch = new Map([...inputs].map(([name, array]) => [name, upload(array)]));
      const result = tf.tidy(() => {
        const { outputs, taps: tapped } = forward(network, tensors, Object.fromEntries(batch), { taps });
        return [...outputs, ...taps.map((tap) => tapped.get(tap) as tf.Tensor)].map((tensor) => tf.keep(tensor));
      });
      try {
        const arrays = await Promise.all(result.map(download));
        const outputs = arrays.slice(0, network.outputs.length);
        return { outputs, taps: new Map(taps.map((tap, index) => [tap, arrays[outputs.length + index] as ParameterArray])) };
      } finally {
        tf.dispose([...result, ...batch.values()]);
      }
    },
    dispose() {
      tf.dispose([...tensors.values()]);
    },
  });
};

/** Kept, so that no scope that happens to be open while a promise is waited for takes it away. */
const upload = ({ shape, data }: ParameterArray): tf.Tensor => tf.keep(tf.tensor(data, [...shape], "float32"));

const download = async (tensor: tf.Tensor): Promise<ParameterArray> => ({
  shape: tensor.shape,
  data: new Float32Array(await tensor.data()),
});
