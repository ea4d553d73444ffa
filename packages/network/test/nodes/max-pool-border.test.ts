// A max-pool with a border of pixels, as PyTorch's: expected values by hand.
import * as tf from "@tensorflow/tfjs-core";
import { forward, shapes, type Json, type Network } from "@xception/network";
import { describeBackends } from "@xception/testing";
import { describe, expect, it } from "vitest";

const network = (padding: Json, shape: readonly number[] = [4, 4, 1]): Network => ({
  name: "pool",
  nodes: [
    { name: "image", kind: "input", inputs: [], options: { shape } },
    { name: "pool", kind: "maxPool", inputs: ["image"], options: { size: [3, 3], stride: [2, 2], padding } },
  ],
  outputs: ["pool"],
});
// Negative throughout: a border of zeros would win everywhere.
const rows = [-16, -15, -14, -13, -12, -11, -10, -9, -8, -7, -6, -5, -4, -3, -2, -1];
const pool = async (padding: Json): Promise<number[]> => {
  const { outputs } = forward(network(padding), new Map(), { image: tf.tensor4d(rows, [1, 4, 4, 1]) });
  return [...((await outputs[0]?.data()) ?? [])];
};

describeBackends("maxPool with a border", () => {
  it("starts its windows one pixel before an even map, where same starts at its edge", async () => {
    expect(
      await pool([
        [1, 1],
        [1, 1],
      ]),
    ).toEqual([-11, -9, -3, -1]);
    expect(await pool("same")).toEqual([-6, -5, -2, -1]);
  });

  it("takes a border of its own on each side", async () => {
    expect(
      await pool([
        [0, 1],
        [0, 1],
      ]),
    ).toEqual(await pool("same"));
  });
});

describe("maxPool with a border", () => {
  it("leaves out a window that does not fit whole, as PyTorch does", () => {
    expect(
      shapes(
        network(
          [
            [1, 1],
            [1, 1],
          ],
          [7, 10, 2],
        ),
      ).get("pool"),
    ).toEqual([4, 5, 2]);
  });

  it("refuses a border in which whole windows would lie", () => {
    expect(() =>
      shapes(
        network([
          [3, 0],
          [0, 0],
        ]),
      ),
    ).toThrow(
      '[shapes] maxPool "pool" has a border of [[3,0],[0,0]] around windows of [3,3]. Make it narrower than the window, or some windows see nothing.',
    );
  });

  it("refuses other words", () => {
    expect(() => shapes(network("full"))).toThrow(
      '[shapes] maxPool "pool" has "full" as its option "padding". Give one of "same", "valid", or [[top, bottom], [left, right]], whole numbers from 0.',
    );
  });
});
