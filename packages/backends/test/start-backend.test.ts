import * as tf from "@tensorflow/tfjs-core";
import { describeBackends } from "@xception/testing";
import { expect, it } from "vitest";

describeBackends("startBackend", (backend) => {
  it("makes the backend current and computes on it", async () => {
    expect(tf.getBackend()).toBe(backend);
    expect(Array.from(await tf.add([1, 2], [3, 4]).data())).toEqual([4, 6]);
  });
});
