// The tasks of training: windows of a seed, on both builds and several threads, like plain loops and with nothing touched around the tensors.
import {
  depthwiseSlicesFloats,
  filterSlicesFloats,
  planBatchNormGradient,
  planBatchNormTraining,
  planDepthwiseGradient,
  planFilterGradient,
  planFoldPatches,
  planMaxPoolGradient,
  planReluGradient,
  sumsFloats,
} from "@xception/separable-conv/engine";
import type { Engine, Window } from "@xception/separable-conv/engine";
import { seededRandom } from "@xception/testing";
import { expect, it } from "vitest";

import { describeEngines } from "./describe-engines.ts";
import { convolutionPlain, depthwisePlain, foldPlain, maxPoolGradientPlain, normalisePlain } from "./plain-gradients.ts";
import { randomWindow } from "./random-window.ts";
import { TaskBench, type Tensor } from "./task-bench.ts";

const cases = 60;

/** So many pixels that there are several groups of them with sums of their own, of different sizes. */
const manyPixels: Omit<Window, "multiplier"> = {
  ...{ batch: 19, height: 9, width: 7, channels: 6, outHeight: 9, outWidth: 7, outChannels: 9 },
  ...{ kernelHeight: 3, kernelWidth: 3, strideY: 1, strideX: 1, dilationY: 1, dilationX: 1, padTop: 1, padLeft: 1 },
};
const epsilon = 1e-3;

describeEngines("the tasks of training", (engineOf, threads) => {
  const forEachWindow = (seed: number, check: (engine: Engine, window: Omit<Window, "multiplier">, draw: Draw) => void) => () => {
    const engine = engineOf();
    if (!engine) return;
    const random = seededRandom(seed * threads);
    const draw: Draw = (length) => Float32Array.from({ length }, () => random() * 2 - 1);
    for (let index = 0; index < cases; index += 1) check(engine, randomWindow(random), draw);
    check(engine, manyPixels, draw);
  };

  it(`give the gradients of convolutions of ${cases} windows`, forEachWindow(13, checkConvolution));
  it(`give the gradients of the filters of ${cases / 2} windows of few channels`, () => {
    const engine = engineOf();
    if (!engine) return;
    const random = seededRandom(29 * threads);
    const draw: Draw = (length) => Float32Array.from({ length }, () => random() * 2 - 1);
    for (let index = 0; index < cases / 2; index += 1) {
      const window = randomWindow(random, { dilationY: 1, dilationX: 1, ...(index % 3 === 0 && { kernelHeight: 1, kernelWidth: 1 }) });
      // Eight divides the filters, and many images have several groups with results of their own.
      checkConvolution(engine, { ...window, batch: 1 + 8 * (index % 3), outChannels: 8 * Math.ceil(window.outChannels / 8) }, draw);
    }
  });
  it(`give the gradients of depthwise convolutions of ${cases} windows`, forEachWindow(17, checkDepthwise));
  it(`give the gradients of max pooling of ${cases} windows`, forEachWindow(19, checkMaxPool));
  it(`normalise ${cases} batches, and go back`, forEachWindow(23, checkNormalisation));
});

type Draw = (length: number) => Float32Array;

function checkConvolution(engine: Engine, window: Omit<Window, "multiplier">, draw: Draw): void {
  const bench = new TaskBench(engine);
  const taps = window.kernelHeight * window.kernelWidth;
  const [x, dy] = [draw(pixelsOf(window) * window.channels), draw(outPixelsOf(window) * window.outChannels)];
  const filter = draw(taps * window.channels * window.outChannels);
  const slices = bench.room(filterSlicesFloats(window)).at;
  const patches = draw(outPixelsOf(window) * taps * window.channels);
  const addresses = { x: bench.put(x).at, dy: bench.put(dy).at };
  const [dfilter, dx] = [bench.room(filter.length), bench.room(x.length)];
  bench.run([
    ...planFilterGradient({ window, ...addresses, dfilter: dfilter.at, slices }, engine.build, engine.threads),
    planFoldPatches({ window, from: bench.put(patches).at, dx: dx.at }),
  ]);
  const expected = convolutionPlain(window, x, filter, dy)[2] as Float64Array;
  expectNear(bench.read(dfilter), expected, 1e-4, window);
  expectNear(bench.read(dx), foldPlain(window, patches), 1e-5, window);
  expect(bench.touched).toBe(0);
}

function checkDepthwise(engine: Engine, drawn: Omit<Window, "multiplier">, draw: Draw): void {
  const bench = new TaskBench(engine);
  const window = { ...drawn, channels: Math.max(4, drawn.channels), multiplier: 1 };
  const [x, dy] = [draw(pixelsOf(window) * window.channels), draw(outPixelsOf(window) * window.channels)];
  const filter = draw(window.kernelHeight * window.kernelWidth * window.channels);
  const addresses = { x: bench.put(x).at, dy: bench.put(dy).at };
  const [dfilter, dx] = [bench.room(filter.length), bench.room(x.length)];
  bench.run([
    ...planDepthwiseGradient({ window, ...addresses, dfilter: dfilter.at, slices: bench.room(depthwiseSlicesFloats(window)).at }),
    planFoldPatches({ window, from: addresses.dy, filter: bench.put(filter).at, dx: dx.at }),
  ]);
  const [, ofX, ofFilter] = depthwisePlain(window, x, filter, dy) as [Float64Array, Float64Array, Float64Array];
  expectNear(bench.read(dfilter), ofFilter, 1e-4, window);
  expectNear(bench.read(dx), ofX, 1e-5, window);
  expect(bench.touched).toBe(0);
}

function checkMaxPool(engine: Engine, drawn: Omit<Window, "multiplier">, draw: Draw): void {
  const bench = new TaskBench(engine);
  const window = { ...undilated(drawn), channels: 4 * Math.ceil(drawn.channels / 4) };
  // Few different values, so that there are windows with several maxima.
  const x = draw(pixelsOf(window) * window.channels).map((value) => Math.round(3 * value));
  const dy = draw(outPixelsOf(window) * window.channels);
  const dx = bench.room(x.length);
  const reluDx = bench.room(x.length);
  const [atX, atDy] = [bench.put(x).at, bench.put(dy).at];
  bench.run([planMaxPoolGradient(window, atDy, atX, dx.at), planReluGradient(x.length, dx.at, atX, reluDx.at)]);
  const expected = maxPoolGradientPlain(window, x, dy);
  expectNear(bench.read(dx), expected, 1e-5, window);
  const throughRelu = expected.map((value, index) => ((x[index] as number) > 0 ? value : 0));
  expectNear(bench.read(reluDx), throughRelu, 1e-5, window);
  expect(bench.touched).toBe(0);
}

function checkNormalisation(engine: Engine, window: Omit<Window, "multiplier">, draw: Draw): void {
  const bench = new TaskBench(engine);
  const [rows, channels] = [pixelsOf(window), Math.max(4, window.channels)];
  const [x, dy, scale, offset] = [draw(rows * channels), draw(rows * channels), draw(channels), draw(channels)];
  const vector = (): Tensor => bench.room(channels);
  const to = { mean: vector(), variance: vector(), dscale: vector(), doffset: vector(), y: bench.room(x.length), dx: bench.room(x.length) };
  const at = Object.fromEntries(Object.entries(to).map(([name, tensor]) => [name, tensor.at])) as Record<keyof typeof to, number>;
  const inputs = { x: bench.put(x).at, dy: bench.put(dy).at, scale: bench.put(scale).at, offset: bench.put(offset).at };
  const call = { rows, channels, epsilon, sums: bench.room(sumsFloats({ rows, channels })).at, ...inputs, ...at };
  const { threads } = engine;
  // One row has no variance: 1/√epsilon then enlarges every rounding.
  const tolerance = rows < 4 ? 1e-3 : 1e-4;
  const expected = normalisePlain(channels, x, scale, offset, dy, epsilon);
  bench.run([...planBatchNormTraining({ ...call, relu: true }, threads)]);
  expectNear(
    bench.read(to.y),
    expected.y.map((value) => Math.max(0, value)),
    1e-4,
    { relu: rows, channels },
  );
  // What a relu came after goes back where it let y through.
  const through = dy.map((value, index) => ((expected.y[index] as number) > 0 ? value : 0));
  const ofRelu = normalisePlain(channels, x, scale, offset, through, epsilon);
  bench.run([...planBatchNormGradient({ ...call, ofRelu: to.y.at }, threads)]);
  for (const name of ["dx", "dscale", "doffset"] as const) expectNear(bench.read(to[name]), ofRelu[name], tolerance, { relu: name, rows });
  bench.run([...planBatchNormTraining(call, threads), ...planBatchNormGradient(call, threads)]);
  for (const [name, tensor] of Object.entries(to)) {
    expectNear(bench.read(tensor), expected[name as keyof typeof to], tolerance, { name, rows, channels });
  }
  expect(bench.touched).toBe(0);
}

const pixelsOf = ({ batch, height, width }: Omit<Window, "multiplier">): number => batch * height * width;
const outPixelsOf = ({ batch, outHeight, outWidth }: Omit<Window, "multiplier">): number => batch * outHeight * outWidth;

/** The window with neighbouring taps, and as many places as it then has. */
function undilated(window: Omit<Window, "multiplier">): Omit<Window, "multiplier"> {
  const outHeight = Math.floor((window.height + window.padTop - window.kernelHeight) / window.strideY) + 1;
  const outWidth = Math.floor((window.width + window.padLeft - window.kernelWidth) / window.strideX) + 1;
  return { ...window, dilationY: 1, dilationX: 1, outHeight: Math.max(1, outHeight), outWidth: Math.max(1, outWidth) };
}

/** Each value as near as `tolerance`, or as that part of it. */
function expectNear(actual: Float32Array, expected: Float64Array, tolerance: number, what: unknown): void {
  const error = expected.reduce((most, value, index) => {
    const distance = Math.abs((actual[index] as number) - value) / Math.max(1, Math.abs(value));
    return distance > most || Number.isNaN(distance) ? distance : most;
  }, 0);
  expect(error, JSON.stringify(what)).toBeLessThan(tolerance);
}
