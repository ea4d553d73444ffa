// Threads of the backend wasm in Node: asked for when it starts first, they share the work of our kernels.
import * as tf from "@tensorflow/tfjs-core";
import { startBackend } from "@xception/backends/node";
import { expectClose, expectNoLeak, seeded } from "@xception/testing";
import { beforeAll, describe, expect, it } from "vitest";

type Operation = (...tensors: tf.Tensor4D[]) => tf.Tensor;

interface Case {
  readonly name: string;
  readonly shapes: readonly (readonly [number, number, number, number])[];
  readonly operation: Operation;
}

/** Each with more work than one thread is given alone, shared out by pixels, channels, filters or images. */
const cases: readonly Case[] = [
  {
    name: "many pixels",
    shapes: [
      [2, 41, 37, 8],
      [3, 3, 8, 12],
    ],
    operation: (x, filter) => tf.conv2d(x, filter, 1, "same"),
  },
  {
    name: "one pixel and many filters",
    shapes: [
      [1, 1, 1, 800],
      [1, 1, 800, 901],
    ],
    operation: (x, filter) => tf.conv2d(x, filter, 1, "valid"),
  },
  {
    name: "stride 2",
    shapes: [
      [3, 33, 35, 6],
      [3, 3, 6, 40],
    ],
    operation: (x, filter) => tf.conv2d(x, filter, 2, "same"),
  },
  {
    name: "few channels",
    shapes: [
      [2, 120, 91, 5],
      [3, 3, 5, 1],
    ],
    operation: (x, filter) => tf.depthwiseConv2d(x, filter, 1, "same"),
  },
  {
    name: "many channels",
    shapes: [
      [2, 9, 9, 500],
      [3, 3, 500, 1],
    ],
    operation: (x, filter) => tf.depthwiseConv2d(x, filter, 1, "same"),
  },
  {
    name: "channels with stride 2",
    shapes: [
      [3, 60, 61, 33],
      [5, 5, 33, 1],
    ],
    operation: (x, filter) => tf.depthwiseConv2d(x, filter, 2, "same"),
  },
  { name: "maxima", shapes: [[3, 61, 60, 20]], operation: (x) => tf.maxPool(tf.relu(x), 3, 2, "same") },
];

type Results = readonly { readonly shape: readonly number[]; readonly data: Float32Array }[];

/** The value and the gradients of each case on the current backend. */
async function compute({ shapes, operation }: Case): Promise<Results> {
  const tensors = shapes.map((shape, index) => seeded<tf.Rank.R4>([...shape], 70 + index));
  const value = operation(...tensors);
  const dy = seeded([...value.shape], 80);
  const gradients = tf.grads(operation as (...args: tf.Tensor[]) => tf.Tensor)(tensors, dy);
  const results = [value, ...gradients];
  const numbers = await Promise.all(results.map(async (result) => ({ shape: result.shape, data: (await result.data()) as Float32Array })));
  tf.dispose([...tensors, dy, ...results]);
  return numbers;
}

describe("threads of the backend wasm", () => {
  const expected = new Map<string, Results>();

  beforeAll(async () => {
    await startBackend("cpu");
    for (const each of cases) expected.set(each.name, await compute(each));
  });

  it("are refused in numbers that there cannot be, and to other backends", async () => {
    await expect(startBackend("wasm", { threads: 0 })).rejects.toThrow(
      "[startBackend] 0 threads were asked for. Ask for a whole number from 1 to 64.",
    );
    await expect(startBackend("wasm", { threads: 1.5 })).rejects.toThrow(
      "[startBackend] 1.5 threads were asked for. Ask for a whole number from 1 to 64.",
    );
    await expect(startBackend("cpu", { threads: 2 })).rejects.toThrow(
      "[startBackend] the backend cpu chooses its threads by itself, and 2 were asked for. Leave out the threads.",
    );
  });

  it.each([2, 3, 1, 2])("give the values and gradients of one: %i of them", async (threads) => {
    await startBackend("wasm", { threads });
    for (const each of cases) {
      const results = await compute(each);
      for (const [index, one] of (expected.get(each.name) ?? []).entries()) {
        // Gradients of filters are sums over thousands of pixels, in float32 on both backends.
        await expectClose(results[index] as Results[number], one, { tolerance: 2e-4 });
      }
    }
  });

  it("leave nothing behind", async () => {
    await startBackend("wasm", { threads: 2 });
    const { shapes, operation } = cases[0] as Case;
    const tensors = shapes.map((shape, index) => seeded<tf.Rank.R4>([...shape], 90 + index));
    await expectNoLeak(() => operation(...tensors));
  });

  it("stay as they are where the backend is started again without a number", async () => {
    await startBackend("wasm");
    expect((tf.backend() as unknown as { readonly wasm: { readonly HEAPU8: Uint8Array } }).wasm.HEAPU8.buffer).toBeInstanceOf(
      SharedArrayBuffer,
    );
  });
});
