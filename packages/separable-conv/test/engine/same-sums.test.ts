// A run of training can be repeated on another number of threads: every sum is made in the same order, whoever makes it.
import {
  depthwiseSlicesFloats,
  filterSlicesFloats,
  planBatchNormGradient,
  planBatchNormTraining,
  planDepthwiseGradient,
  planFilterGradient,
  startEngine,
  sumsFloats,
} from "@xception/separable-conv/engine";
import type { Engine, Window } from "@xception/separable-conv/engine";
import { seededRandom } from "@xception/testing";
import { describe, expect, it } from "vitest";

import { TaskBench } from "./task-bench.ts";

/** Sizes with many pixels, whose gradients are summed in groups, and with few. */
const batches = [37, 2];

describe.each(batches)("the sums over %i images", (batch) => {
  it.each([2, 3])("have the same bits on %i threads as on one", async (threads) => {
    expect(await sumsOn(threads, batch)).toEqual(await sumsOn(1, batch));
  });
});

async function sumsOn(threads: number, batch: number): Promise<readonly Float32Array[]> {
  const engine = await startEngine({ threads, build: "simd", widestPixel: 4096 });
  try {
    return sums(engine, batch);
  } finally {
    engine.dispose();
  }
}

function sums(engine: Engine, batch: number): readonly Float32Array[] {
  const bench = new TaskBench(engine);
  const random = seededRandom(5);
  const draw = (length: number): number => bench.put(Float32Array.from({ length }, () => random() * 2 - 1)).at;
  const window: Omit<Window, "multiplier"> = {
    ...{ batch, height: 9, width: 7, channels: 12, outHeight: 9, outWidth: 7, outChannels: 12 },
    ...{ kernelHeight: 3, kernelWidth: 3, strideY: 1, strideX: 1, dilationY: 1, dilationX: 1, padTop: 1, padLeft: 1 },
  };
  const { channels } = window;
  const rows = batch * 9 * 7;
  const [x, dy] = [draw(rows * channels), draw(rows * channels)];
  const [dfilter, ddepthwise] = [bench.room(9 * channels * channels), bench.room(9 * channels)];
  const [y, dx] = [bench.room(rows * channels), bench.room(rows * channels)];
  const [mean, variance, dscale, doffset] = [0, 0, 0, 0].map(() => bench.room(channels)) as [Room, Room, Room, Room];
  const statistics = { rows, channels, x, mean: mean.at, variance: variance.at, scale: draw(channels), epsilon: 1e-3 };
  const room = bench.room(sumsFloats({ rows, channels })).at;
  bench.run([
    ...planFilterGradient(
      { window, x, dy, dfilter: dfilter.at, slices: bench.room(filterSlicesFloats(window)).at },
      engine.build,
      engine.threads,
    ),
    ...planDepthwiseGradient({ window, x, dy, dfilter: ddepthwise.at, slices: bench.room(depthwiseSlicesFloats(window)).at }),
    ...planBatchNormTraining({ ...statistics, offset: draw(channels), y: y.at, sums: room }, engine.threads),
    ...planBatchNormGradient({ ...statistics, dy, dx: dx.at, dscale: dscale.at, doffset: doffset.at, sums: room }, engine.threads),
  ]);
  return [dfilter, ddepthwise, y, dx, mean, variance, dscale, doffset].map((tensor) => bench.read(tensor));
}

type Room = ReturnType<TaskBench["room"]>;
