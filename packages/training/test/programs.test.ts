// Kernels of a recording that the backend runs as one program, on buffers that stay: the bits of the kernels one by one.
import * as tf from "@tensorflow/tfjs-core";
import { batchNorm, depthwiseConv2d, registerGradients, separableConv2d } from "@xception/separable-conv";
import { registerWasmKernels } from "@xception/separable-conv/wasm";
import { describeBackends, expectNoLeak, seededRandom } from "@xception/testing";
import { afterAll, beforeAll, expect, it } from "vitest";

import { record } from "../src/replay/record.ts";
import { disposeRecording } from "../src/replay/recording.ts";
import { replaying } from "../src/replay/replaying.ts";

/** Of eight images and more the first convolution, of few channels, reads them where they lie. */
const shapes: Record<string, readonly number[]> = {
  images: [9, 12, 12, 3],
  targets: [9, 10],
  stem: [3, 3, 3, 8],
  strided: [3, 3, 8, 12],
  depthwise: [3, 3, 12, 1],
  halving: [3, 3, 12, 1],
  pointwise: [1, 1, 12, 10],
  twice: [3, 3, 10, 2],
  dense: [20, 10],
  scale: [8],
  offset: [8],
};
const names = Object.keys(shapes);
type Tensors = Record<string, tf.Tensor>;

/** A network with each kind of kernel that has a way back, as a loss and the gradients of all that it takes. */
function lossAndGradients(...values: tf.Tensor[]): tf.Tensor[] {
  const beside: tf.Tensor[] = []; // the tape gives back the loss alone
  const { value, grads } = tf.valueAndGrads((...given: tf.Tensor[]) => {
    const of = Object.fromEntries(names.map((name, index) => [name, given[index]])) as Tensors;
    const filter = (name: string): tf.Tensor4D => of[name] as tf.Tensor4D;
    const stem = tf.conv2d(filter("images"), filter("stem"), 1, "same");
    const { y, movingMean } = batchNorm.training(stem, {
      ...{ scale: of["scale"] as tf.Tensor1D, offset: of["offset"] as tf.Tensor1D },
      ...{ movingMean: tf.zeros([8]), movingVariance: tf.ones([8]) },
    });
    const strided = tf.conv2d(tf.relu(y), filter("strided"), 2, "same");
    const filtered = depthwiseConv2d(tf.add(strided, tf.relu(strided)), filter("depthwise"));
    const halved = depthwiseConv2d(filtered, filter("halving"), { stride: 2 });
    const pooled = tf.maxPool(filtered, 3, 2, "same");
    const mixed = separableConv2d(tf.add(halved, pooled), filter("depthwise"), filter("pointwise"));
    const several = depthwiseConv2d(mixed, filter("twice"));
    const logits = tf.matMul(tf.mean<tf.Tensor2D>(several, [1, 2]), of["dense"] as tf.Tensor2D);
    beside.push(tf.keep(movingMean));
    return tf.mean<tf.Scalar>(tf.squaredDifference(logits, of["targets"] as tf.Tensor));
  })(values);
  const averages = beside.map((tensor) => tf.clone(tensor));
  tf.dispose(beside);
  return [value, ...grads, ...averages];
}

const draw = (seed: number): tf.Tensor[] => {
  const random = seededRandom(seed);
  return Object.values(shapes).map((shape) => {
    const size = tf.util.sizeFromShape([...shape]);
    return tf.tensor(
      Float32Array.from({ length: size }, () => random() - 0.5),
      [...shape],
    );
  });
};

const read = async (tensors: readonly tf.Tensor[]): Promise<number[][]> =>
  Promise.all(tensors.map(async (tensor) => [...(await tensor.data<"float32">())]));

describeBackends(
  "a recording with programs",
  () => {
    beforeAll(() => {
      registerGradients();
    });
    afterAll(() => registerWasmKernels());

    it.each(["simd", "relaxed"] as const)("in the %s build gives the bits of kernels that are run one by one", async (build) => {
      await registerWasmKernels({ build });
      await expectNoLeak(async () => {
        const traced = replaying.trace(lossAndGradients);
        for (const seed of [1, 2, 3]) {
          const values = draw(seed);
          const plain = tf.tidy(() => lossAndGradients(...values));
          const replayed = await traced.elsewhere(...values);
          expect(await read(replayed)).toEqual(await read(plain));
          tf.dispose([...values, ...plain, ...replayed]);
        }
        traced.dispose();
        return [];
      });
    });

    it("is made anew when other kernels are registered", async () => {
      await registerWasmKernels({ build: "simd" });
      const traced = replaying.trace((x, filter) => [tf.conv2d(x as tf.Tensor4D, filter as tf.Tensor4D, 1, "same")]);
      const run = async (): Promise<number[]> => {
        const values = [tf.ones([1, 5, 5, 4]), tf.ones([3, 3, 4, 8])];
        const results = await traced.elsewhere(...values);
        const [numbers = []] = await read(results);
        tf.dispose([...values, ...results]);
        return numbers;
      };
      const [first, second] = [await run(), await run()];
      await registerWasmKernels({ build: "relaxed" });
      expect([await run(), await run(), second]).toEqual([first, first, first]);
      expect(first.slice(0, 1)).toEqual([16]);
      traced.dispose();
    });

    it("has no kernel left between those that follow each other", () => {
      const values = draw(4);
      const { recording, results } = record(() => {
        const [images, , stem, strided] = values as [tf.Tensor4D, tf.Tensor, tf.Tensor4D, tf.Tensor4D];
        return [tf.conv2d(tf.maxPool(tf.conv2d(images, stem, 1, "same"), 2, 2, "same"), strided, 2, "same")];
      }, values);
      expect(recording.instructions.map(({ kind }) => kind)).toEqual(["make", "program"]);
      tf.dispose([...values, ...results]);
      disposeRecording(recording);
    });
  },
  ["wasm"],
);
