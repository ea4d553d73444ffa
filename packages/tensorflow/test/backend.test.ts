// The backend "tensorflow" through TensorFlow.js, and what goes wrong in it.
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";

import * as tf from "@tensorflow/tfjs-core";
import { registerTensorFlowBackend, requireTensorFlowBackend, startTensorFlow, TensorFlowError } from "@xception/tensorflow";
import { describe, expect, it, vi } from "vitest";

import { useTensorFlow } from "./use-tensorflow.ts";

describe("the backend tensorflow", () => {
  const tensorflow = useTensorFlow();

  it("reads as many tensors at once as there are", async () => {
    const tensors = Array.from({ length: 600 }, (_, index) => tf.fill([100, 1000], index));
    const values = await Promise.all(tensors.map((tensor) => tensor.data()));
    expect(values.map(([value]) => value)).toEqual(Array.from({ length: 600 }, (_, index) => index));
  });

  it("is started once, and says what it runs on", () => {
    expect(startTensorFlow({ threads: 1 })).toBe(startTensorFlow());
    const { library, devices } = startTensorFlow();
    expect(library.version).toMatch(/^\d+\.\d+\.\d+/);
    expect(devices.map(({ kind }) => kind)).toContain("CPU");
    expect(devices[0]?.memory).toBeGreaterThan(0);
    registerTensorFlowBackend();
    expect(tf.backend()).toBe(tensorflow.backend);
  });

  const long = "more than the twenty-two bytes that a string holds itself";
  it.each<[tf.DataType, tf.TensorLike, unknown]>([
    ["float32", [1.5, -2], Float32Array.of(1.5, -2)],
    ["int32", [1, -(2 ** 31)], Int32Array.of(1, -(2 ** 31))],
    ["bool", [true, false], Uint8Array.of(1, 0)],
    ["string", ["", "short", long, "Grüße"], ["", "short", long, "Grüße"]],
  ])("keeps the values of %s through an operation", async (dtype, values, expected) => {
    const x = tf.tensor1d(values as number[], dtype);
    const twice = tf.concat([x, x]);
    expect(await twice.data()).toEqual(tf.concat([x, x]).dataSync());
    expect(tf.slice(twice, [x.size], [x.size]).dataSync()).toEqual(expected);
  });

  it("keeps empty tensors and complex numbers", async () => {
    expect(await tf.add(tf.zeros([0, 3]), 1).data()).toEqual(new Float32Array());
    expect(await tf.complex([1, 2], [3, 4]).data()).toEqual(Float32Array.of(1, 3, 2, 4));
  });

  it("gives whole numbers of other lengths as int32", () => {
    const type = (name: string, value: number): { name: string; type: number; value: number } => ({ name, type: 4, value });
    const { TF_FLOAT, TF_INT64, TF_UINT8 } = tensorflow.backend.binding;
    const x = tf.tensor1d([3, 250]);
    for (const target of [TF_INT64, TF_UINT8]) {
      const cast = tensorflow.backend.executeSingleOutput("Cast", [type("SrcT", TF_FLOAT), type("DstT", target)], [x]);
      expect(cast.dtype).toBe("int32");
      expect(Array.from(cast.dataSync())).toEqual([3, 250]);
    }
  });

  it("reads a tensor that is disposed of while it is being read", async () => {
    const x = tf.square(tf.range(0, 1000));
    const data = x.data();
    x.dispose();
    expect((await data)[999]).toBe(999 * 999);
  });

  it("gives back all that it took", () => {
    const before = tensorflow.backend.tensors.size;
    tf.tidy(() => tf.sum(tf.mul(tf.range(0, 3), tf.ones([3])))).dispose();
    const strings = tf.tensor1d(["a", long]);
    tf.concat([strings, strings]).dispose();
    strings.dispose();
    expect(tensorflow.backend.tensors.size).toBe(before);
  });

  it("corrects what TensorFlow and TensorFlow.js see differently", () => {
    expect(Array.from(tf.round(tf.tensor1d([-12345678, 7], "int32")).dataSync())).toEqual([-12345678, 7]);
    expect(Array.from(tf.round([1.4, -1.6]).dataSync())).toEqual([1, -2]);
    expect(Array.from(tf.sign([NaN, -3, 0, 2]).dataSync())).toEqual([0, -1, 0, 1]);
    expect(Array.from(tf.sign(tf.tensor1d([-3, 2], "int32")).dataSync())).toEqual([-1, 1]);
  });

  it("tells TensorFlow's errors by their status", () => {
    const attempt = (work: () => unknown): TensorFlowError | undefined => {
      try {
        work();
      } catch (error) {
        if (error instanceof TensorFlowError) return error;
      }
      return undefined;
    };
    const missing = attempt(() => tensorflow.backend.executeSingleOutput("NoSuchOperation", [], []));
    expect(missing).toMatchObject({ code: "NOT_FOUND" });
    expect(missing?.message).toMatch(
      /^\[tensorflow\] NoSuchOperation ended with NOT_FOUND: .* Check the name; an operation or kernel may be missing in this version of TensorFlow or on this device\.$/s,
    );
    const wrong = attempt(() =>
      tensorflow.backend.executeSingleOutput(
        "MatMul",
        [tensorflow.backend.typeAttribute("T", "float32")],
        [tf.ones([2, 3]), tf.ones([2, 3])],
      ),
    );
    expect(wrong).toMatchObject({ code: "INVALID_ARGUMENT" });
    expect(wrong?.message).toMatch(
      /^\[tensorflow\] MatMul ended with INVALID_ARGUMENT: .* Check the shapes, types and options that were passed\.$/s,
    );
  });

  it("refuses in its own words what it cannot do", () => {
    expect(() => requireTensorFlowBackend({})).toThrow(
      '[tensorflow] another backend is current. Call registerTensorFlowBackend, and await tf.setBackend("tensorflow").',
    );
    expect(() => {
      tensorflow.backend.tensors.delete(123456789);
    }).toThrow(
      "[tensorflow] tensor 123456789 came, which is disposed of or lives in a function that was traced. Keep it with tf.keep, or give it back as a result.",
    );
    expect(() => tensorflow.backend.tensors.create([2], 1, [1])).toThrow(
      "[tensorflow] 4 bytes came for a tensor of shape [2], expected 8. Pass a value for each place.",
    );
    expect(() => tensorflow.backend.tensors.create([2], 7, ["a"])).toThrow(
      "[tensorflow] 1 strings came for a tensor of 2 places. Pass one for each place.",
    );
    expect(() => tensorflow.backend.tensors.create([1], 19, [1])).toThrow(
      "[tensorflow] a tensor came of TensorFlow's type 19, expected one of float32, int32, uint8, string, complex64, int64, bool, resource with values. Cast it first.",
    );
    expect(() => tensorflow.backend.getDTypeInteger("float16" as "float32")).toThrow(
      '[tensorflow] dtype came as "float16", expected float32, int32, bool, complex64 or string. Cast it first.',
    );
    expect(() => tensorflow.backend.applyActivation(tf.ones([1]), "swish")).toThrow(
      '[tensorflow] activation came as "swish", expected one of linear, relu, relu6, elu, sigmoid, leakyrelu, prelu. Apply it as an operation of its own.',
    );
  });

  it("frees a tensor that was forgotten, and warns once", async () => {
    setFlagsFromString("--expose-gc");
    const collect = runInNewContext("gc") as () => void;
    const warn = vi.spyOn(process, "emitWarning").mockReturnValue(undefined);
    const before = tensorflow.backend.tensors.size;
    const lostBefore = tensorflow.backend.lostTensors;
    // Outside of every scope, as a leak is.
    const forget = (): void => {
      const data = tf.square(tf.ones([10]));
      tf.keep(data);
    };
    tf.engine().endScope();
    forget();
    tf.engine().startScope();
    await vi.waitFor(
      () => {
        collect();
        expect(tensorflow.backend.lostTensors).toBeGreaterThan(lostBefore);
      },
      { timeout: 10_000 },
    );
    expect(tensorflow.backend.tensors.size).toBeLessThanOrEqual(before + 1);
    expect(warn.mock.calls).toEqual([
      ["A tensor was garbage before it was disposed of. Wrap the work in tf.tidy, or call dispose.", "TensorFlowLeak"],
    ]);
    warn.mockRestore();
  });
});
