import * as tf from "@tensorflow/tfjs-core";
import { BackendError, type NodeBackendName } from "@xception/backends";
import { diagnoseBackends, startBackend } from "@xception/backends/node";
import { describeBackends } from "@xception/testing";
import { describe, expect, it } from "vitest";

describeBackends("startBackend", (backend) => {
  it("makes the backend current and computes on it", async () => {
    expect(tf.getBackend()).toBe(backend);
    expect(Array.from(await tf.add([1, 2], [3, 4]).data())).toEqual([4, 6]);
  });

  it("trains: gradients and kernels are there", async () => {
    const x = tf.ones<tf.Rank.R4>([1, 3, 3, 1]);
    const filter = tf.ones<tf.Rank.R4>([3, 3, 1, 1]);
    // Each weight meets 9 pixels less those beyond the edge: 4 in a corner, 6 at a side, 9 in the middle.
    const gradient = tf.grad((weights) => tf.sum(tf.depthwiseConv2d(x, weights as tf.Tensor4D, 1, "same")))(filter);
    expect(Array.from(await gradient.data())).toEqual([4, 6, 4, 6, 9, 6, 4, 6, 4]);
  });

  it("is found by the doctor, which leaves it the current one", async () => {
    const found = await diagnoseBackends();
    expect(found.find(({ name }) => name === backend)).toMatchObject({ available: true });
    expect(tf.getBackend()).toBe(backend);
  });
});

describe("startBackend", () => {
  it("refuses a backend that there is not, and keeps the one that is", async () => {
    await startBackend("cpu");
    await expect(startBackend("abacus" as NodeBackendName)).rejects.toThrow(
      new BackendError('there is no backend "abacus".', "Choose one of cpu, wasm, webgpu, tensorflow."),
    );
    await expect(startBackend("abacus" as NodeBackendName)).rejects.toThrow(
      '[startBackend] there is no backend "abacus". Choose one of cpu, wasm, webgpu, tensorflow.',
    );
    expect(tf.getBackend()).toBe("cpu");
  });

  it("refuses threads to wasm where it runs already with memory of one thread", async () => {
    await startBackend("wasm");
    await expect(startBackend("wasm", { threads: 2 })).rejects.toThrow(
      "[startBackend] the backend wasm runs already, and its memory is one thread's. Ask for threads when it starts first.",
    );
    expect(tf.getBackend()).toBe("wasm");
  });
});

describeBackends(
  "startBackend with threads",
  () => {
    it("refuses to change those of the one TensorFlow that a process has", async () => {
      await expect(startBackend("tensorflow", { threads: 1 })).rejects.toThrow(
        "[startBackend] the backend tensorflow runs already, with the threads of its own choice. Ask for threads when it starts first.",
      );
      await expect(startBackend("tensorflow", { threads: 0.5 })).rejects.toThrow(
        "0.5 threads were asked for. Ask for a whole number from 1 to 1024.",
      );
      await startBackend("tensorflow");
      expect(tf.getBackend()).toBe("tensorflow");
    });
  },
  ["tensorflow"],
);
