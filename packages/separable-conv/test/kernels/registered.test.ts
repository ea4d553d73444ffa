// The kernels in TensorFlow.js' registry, in both builds: windows of a seed like plain loops, nothing touched around tensors, nothing kept.
import * as tf from "@tensorflow/tfjs-core";
import { registerWasmKernels } from "@xception/separable-conv/wasm";
import { describeBackends, expectClose, seededRandom } from "@xception/testing";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

import { convolutionPlain, depthwisePlain } from "../engine/plain-gradients.ts";
import { randomWindow } from "../engine/random-window.ts";
import { GuardedMemory } from "./guarded-memory.ts";

const cases = 80;
const builds = ["simd", "relaxed"] as const;
type Memory = ConstructorParameters<typeof GuardedMemory>[0];

const memoryOf = (): Memory => (tf.backend() as unknown as { readonly wasm: Memory }).wasm;

function run(kernelName: string, inputs: Record<string, tf.Tensor>, attributes: Record<string, unknown>): tf.Tensor {
  return tf.engine().runKernel<tf.Tensor>(kernelName, inputs, attributes as tf.NamedAttrMap);
}

describeBackends(
  "registered kernels",
  () => {
    describe.each(builds)("in the %s build", (build) => {
      beforeAll(() => registerWasmKernels({ build }));
      afterAll(() => registerWasmKernels());

      it(`give ${cases} convolutions and their gradients, and touch and keep nothing else`, async () => {
        await forEachWindow(31, false);
      });

      it(`give ${cases / 2} convolutions of few channels, whose images are read where they lie, and their gradients`, async () => {
        const random = seededRandom(47);
        for (let index = 0; index < cases / 2; index += 1) {
          const taps = index % 4 === 0 ? { kernelHeight: 1, kernelWidth: 1 } : {};
          const stride = index % 8 === 0 ? { strideY: 1, strideX: 1 } : {};
          const drawn = randomWindow(random, { dilationY: 1, dilationX: 1, leastWidth: 4, ...taps, ...stride });
          const outChannels = 8 * Math.ceil(drawn.outChannels / 8);
          await checkConvolution({ ...drawn, batch: 8 + (index % 3), outChannels, multiplier: 1 }, random, false);
        }
      });

      it(`give ${cases} depthwise convolutions and their gradients, and touch and keep nothing else`, async () => {
        await forEachWindow(37, true);
      });

      it("multiply matrices, transposed or not, of several batches and widths", async () => {
        const random = seededRandom(41);
        for (let index = 0; index < cases; index += 1) await checkProduct(random);
      });

      it("add maps, hold them above 0 and take the means of images, large ones and small ones", async () => {
        for (const channels of [1, 5, 300]) await checkMaps(channels);
      });

      it("pack a filter that is used again once, and let go of it with its tensor", () => {
        const [x, filter] = [tf.ones<tf.Rank.R4>([1, 4, 4, 3]), tf.ones<tf.Rank.R4>([3, 3, 3, 8])];
        const memory = new GuardedMemory(memoryOf());
        const held: number[] = [];
        for (let use = 0; use < 4; use += 1) {
          tf.conv2d(x, filter, 1, "same").dispose();
          held.push(memory.held);
        }
        // The first use may leave room behind for zeros, the second leaves the packed filter: 27 rows of 8.
        expect(held.slice(1).map((bytes) => bytes - (held[0] as number))).toEqual([864, 864, 864]);
        filter.dispose();
        expect(memory.held).toBe(held[0]);
        memory.end();
      });
    });
  },
  ["wasm"],
);

async function forEachWindow(seed: number, depthwise: boolean): Promise<void> {
  const random = seededRandom(seed);
  for (let index = 0; index < cases; index += 1) {
    const drawn = randomWindow(random);
    const multiplier = depthwise ? 1 + Math.floor(random() * 3) : 1;
    const outChannels = depthwise ? drawn.channels * multiplier : drawn.outChannels;
    await checkConvolution({ ...drawn, multiplier, outChannels }, random, depthwise);
  }
}

type Drawn = ReturnType<typeof randomWindow> & { readonly multiplier: number };

async function checkConvolution(window: Drawn, random: () => number, depthwise: boolean): Promise<void> {
  const memory = new GuardedMemory(memoryOf());
  const { batch, height, width, channels, outHeight, outWidth, outChannels, kernelHeight, kernelWidth } = window;
  const draw = (shape: number[]): tf.Tensor =>
    tf.tensor(
      Float32Array.from({ length: tf.util.sizeFromShape(shape) }, () => random() * 2 - 1),
      shape,
    );
  const filterShape = [kernelHeight, kernelWidth, channels, depthwise ? window.multiplier : outChannels];
  const [x, dy, filter] = [draw([batch, height, width, channels]), draw([batch, outHeight, outWidth, outChannels]), draw(filterShape)];
  const attributes = { ...attributesOf(window), dataFormat: "NHWC", inputShape: x.shape, filterShape };
  const [forward, toInput, toFilter] = depthwise
    ? [tf.DepthwiseConv2dNative, tf.DepthwiseConv2dNativeBackpropInput, tf.DepthwiseConv2dNativeBackpropFilter]
    : [tf.Conv2D, tf.Conv2DBackpropInput, tf.Conv2DBackpropFilter];
  const results = [run(forward, { x, filter }, attributes), run(toInput, { dy, filter }, attributes), run(toFilter, { x, dy }, attributes)];
  const numbers = [x, filter, dy].map((tensor) => tensor.dataSync()) as [Float32Array, Float32Array, Float32Array];
  const expected = depthwise ? depthwisePlain(window, ...numbers) : convolutionPlain(window, ...numbers);
  for (const [index, result] of results.entries()) {
    const data = expected[index] as Float64Array;
    // Sums of some thousand products.
    await expectClose(result, { shape: result.shape, data }, { tolerance: 1e-4 });
  }
  tf.dispose([x, dy, filter, ...results]);
  expect(memory.end(), JSON.stringify(window)).toBe(0);
}

/** The window as TensorFlow.js says it: with padding spelled out, as much after the image as its last window needs. */
function attributesOf(w: Drawn): Record<string, unknown> {
  const after = (out: number, stride: number, taps: number, dilation: number, before: number, length: number): number =>
    Math.max(0, (out - 1) * stride + (taps - 1) * dilation + 1 - before - length);
  const bottom = after(w.outHeight, w.strideY, w.kernelHeight, w.dilationY, w.padTop, w.height);
  const right = after(w.outWidth, w.strideX, w.kernelWidth, w.dilationX, w.padLeft, w.width);
  return {
    strides: [w.strideY, w.strideX],
    dilations: [w.dilationY, w.dilationX],
    pad: [
      [0, 0],
      [w.padTop, bottom],
      [w.padLeft, right],
      [0, 0],
    ],
    dimRoundingMode: "floor",
  };
}

async function checkMaps(channels: number): Promise<void> {
  const memory = new GuardedMemory(memoryOf());
  const shape = [2, 5, 7, channels];
  const random = seededRandom(43);
  const draw = (): Float32Array => Float32Array.from({ length: 70 * channels }, () => random() * 2 - 1);
  const [a, b] = [draw(), draw()];
  const [x, y] = [tf.tensor(a, shape), tf.tensor(b, shape)];
  const results = [run(tf.Add, { a: x, b: y }, {}), run(tf.Relu, { x }, {}), run(tf.Mean, { x }, { axis: [1, -2], keepDims: true })];
  const means = new Float64Array(2 * channels);
  a.forEach((value, index) => {
    const image = Math.floor(index / (35 * channels));
    means[image * channels + (index % channels)] = (means[image * channels + (index % channels)] as number) + value / 35;
  });
  const expected = [a.map((value, index) => value + (b[index] as number)), a.map((value) => Math.max(0, value)), means];
  for (const [index, data] of expected.entries()) {
    const result = results[index] as tf.Tensor;
    await expectClose(result, { shape: index === 2 ? [2, 1, 1, channels] : shape, data: Float64Array.from(data) }, { tolerance: 1e-6 });
  }
  tf.dispose([x, y, ...results]);
  expect(memory.end()).toBe(0);
}

async function checkProduct(random: () => number): Promise<void> {
  const memory = new GuardedMemory(memoryOf());
  const some = (most: number): number => 1 + Math.floor(random() * most);
  const [batch, rows, depth, columns] = [some(3), some(20), some(30), some(20)];
  const [transposeA, transposeB] = [random() < 0.5, random() < 0.5];
  const draw = (shape: number[]): Float32Array => Float32Array.from({ length: tf.util.sizeFromShape(shape) }, () => random() * 2 - 1);
  const shapes = [transposeA ? [batch, depth, rows] : [batch, rows, depth], transposeB ? [batch, columns, depth] : [batch, depth, columns]];
  const [a, b] = shapes.map(draw) as [Float32Array, Float32Array];
  const expected = new Float64Array(batch * rows * columns).map((_, index) => {
    const column = index % columns;
    const row = Math.floor(index / columns) % rows;
    const first = Math.floor(index / columns / rows) * depth;
    let sum = 0;
    for (let k = 0; k < depth; k += 1) {
      const left = transposeA ? (first + k) * rows + row : first * rows + row * depth + k;
      const right = transposeB ? first * columns + column * depth + k : (first + k) * columns + column;
      sum += (a[left] as number) * (b[right] as number);
    }
    return sum;
  });
  const [left, right] = [tf.tensor(a, shapes[0]), tf.tensor(b, shapes[1])];
  const product = tf.matMul(left, right, transposeA, transposeB);
  await expectClose(product, { shape: [batch, rows, columns], data: expected });
  tf.dispose([left, right, product]);
  expect(memory.end()).toBe(0);
}
