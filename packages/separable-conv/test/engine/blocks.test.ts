import { blockEdge, blockFilters, panelFloats, planBlockConvolution, unbounded, type BlockEdge } from "@xception/separable-conv/engine";
import type { Engine, Window } from "@xception/separable-conv/engine";
import { seededRandom } from "@xception/testing";
import { describe, expect, it } from "vitest";

import { describeEngines } from "./describe-engines.ts";
import { convolvePlain, reader } from "./plain-convolution.ts";
import { randomWindow } from "./random-window.ts";
import { TaskBench } from "./task-bench.ts";

const cases = 60;
const edges: readonly BlockEdge[] = [2, 4];
const dense = { kernelHeight: 3, kernelWidth: 3, strideY: 1, strideX: 1, dilationX: 1 };

describeEngines("convolutions by blocks", (engineOf, threads) => {
  it.each(edges)(
    `with an edge of %d pixels give what plain loops give for ${cases} windows of a seed, and touch nothing around their tensors`,
    (edge) => {
      const engine = engineOf();
      if (!engine) return;
      const random = seededRandom(19 * threads);
      for (let index = 0; index < cases; index += 1) {
        const drawn = randomWindow(random, { ...dense, dilationY: 1, leastWidth: 3, leastChannels: 4 });
        check(engine, drawn, edge, random);
      }
    },
  );

  it.each(edges)("with an edge of %d pixels give what plain loops give for more of them than a strip takes", (edge) => {
    const engine = engineOf();
    if (!engine) return;
    const sizes = { batch: 2, height: 41, width: 39, channels: 32, outHeight: 41, outWidth: 39, outChannels: 24 };
    const window = { ...sizes, ...dense, dilationY: 1, padTop: 1, padLeft: 1 };
    check(engine, window, edge, seededRandom(23));
  });
});

describe("blockEdge", () => {
  const window = { ...dense, dilationY: 1, channels: 8, outChannels: 8 };

  it("gives large blocks to windows of 3 × 3 and stride 1 on 8 channels", () => {
    expect(blockEdge(window)).toBe(4);
  });
  it("gives small ones where filters are large", () => {
    expect(blockEdge({ ...window, channels: 512, outChannels: 512 })).toBe(2);
  });
  it.each([{ kernelHeight: 5 }, { kernelWidth: 1 }, { strideY: 2 }, { strideX: 2 }, { dilationY: 2 }, { dilationX: 2 }, { channels: 7 }])(
    "gives none to %o",
    (other) => {
      expect(blockEdge({ ...window, ...other })).toBeUndefined();
    },
  );
});

function check(engine: Engine, window: Omit<Window, "multiplier">, edge: BlockEdge, random: () => number): void {
  const values = (length: number): Float32Array => Float32Array.from({ length }, () => random() * 2 - 1);
  const bench = new TaskBench(engine);
  const { batch, height, width, channels, outHeight, outWidth, outChannels } = window;
  const pixels = batch * outHeight * outWidth;
  const [x, filter] = [values(batch * height * width * channels), values(9 * channels * outChannels)];
  const [bias, residual] = [values(outChannels), values(pixels * outChannels)];
  const range = random() < 0.5 ? { lower: 0, upper: 1 } : unbounded;
  const depth = (edge + 2) ** 2 * channels;
  const spread = bench.put(blockFilters(filter, channels * outChannels, edge));
  const panels = bench.room(panelFloats(depth, outChannels));
  engine.exports.packPanels(depth, outChannels, spread.at, 4 * outChannels, 4, panels.at);
  const y = bench.room(pixels * outChannels);
  const places = { x: { at: bench.put(x).at, pitch: 4 * channels }, y: { at: y.at, pitch: 4 * outChannels }, panels: panels.at };
  const added = { bias: bench.put(bias).at, residual: { at: bench.put(residual).at, pitch: 4 * outChannels }, range };
  bench.run([planBlockConvolution({ window, ...places, ...added }, edge, engine.build, engine.threads)]);

  const sums = convolvePlain(window, reader(x, height, width, channels), filter);
  for (const [index, found] of bench.read(y).entries()) {
    const sum = (sums[index] as number) + (bias[index % outChannels] as number) + (residual[index] as number);
    const wanted = Math.min(Math.max(sum, range.lower), range.upper);
    // Spread values are larger than the image's and cancel each other; sums are of as many products as there are channels.
    if (Math.abs(found - wanted) <= 2e-6 * channels) continue;
    expect.fail(`${found} came for ${wanted} at ${index}: ${JSON.stringify(window)}`);
  }
  expect(bench.touched).toBe(0);
}
