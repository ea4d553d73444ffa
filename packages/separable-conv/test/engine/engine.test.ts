import {
  integerPanelBytes,
  panelFloats,
  planConvolution,
  planDepthwise,
  startEngine,
  depthOf,
  unbounded,
} from "@xception/separable-conv/engine";
import type { Engine, PlannedTask, Window } from "@xception/separable-conv/engine";
import { seededRandom } from "@xception/testing";
import { expect, it } from "vitest";

import { describeEngines } from "./describe-engines.ts";
import { convolvePlain, filterPlain, reader } from "./plain-convolution.ts";
import { onePixelOf } from "./one-pixel-of.ts";
import { randomWindow } from "./random-window.ts";
import { TaskBench, type Tensor } from "./task-bench.ts";

const cases = 170;

describeEngines("convolutions", (engineOf, threads) => {
  it(`convolves, and filters and mixes, ${cases} windows of a seed like plain loops, and touches nothing around its tensors`, () => {
    const engine = engineOf();
    if (!engine) return;
    const random = seededRandom(7 * threads);
    for (let index = 0; index < cases; index += 1) check(engine, randomWindow(random), random);
  });

  it("convolves, and filters and mixes, 60 windows of 3 × 3 side by side like plain loops, of stride 1 and 2", () => {
    const engine = engineOf();
    if (!engine) return;
    const random = seededRandom(13 * threads);
    const sideBySide = { kernelHeight: 3, kernelWidth: 3, dilationX: 1, leastWidth: 9, leastChannels: 4 };
    for (let index = 0; index < 60; index += 1) check(engine, randomWindow(random, { ...sideBySide, strideX: 1 + (index % 2) }), random);
  });

  it(`multiplies ${cases} windows of a seed with whole numbers, as near to plain loops as their steps allow`, () => {
    const engine = engineOf();
    if (!engine) return;
    const random = seededRandom(11 * threads);
    for (let index = 0; index < cases; index += 1) checkIntegers(engine, randomWindow(random), random);
  });
});

it("an engine refuses to run when it is disposed", async () => {
  const other = await startEngine({ widestPixel: 64 });
  other.dispose();
  expect(() => {
    other.run({ at: other.base, bytes: 8, scratch: other.base, scratchBytes: 0 });
  }).toThrow("[Engine] the engine is disposed. Start another one.");
});

function check(engine: Engine, window: Omit<Window, "multiplier">, random: () => number): void {
  const values = (length: number): Float32Array => Float32Array.from({ length }, () => random() * 2 - 1);
  const bench = new TaskBench(engine);
  const { batch, height, width, channels, outHeight, outWidth, outChannels } = window;
  const unit = channels >= 4 && random() < 0.5;
  const relu = random() < 0.5;
  const range = random() < 0.5 ? { lower: 0, upper: 1 } : unbounded;
  const pixels = batch * outHeight * outWidth;
  const taps = window.kernelHeight * window.kernelWidth;
  const depth = depthOf({ window, depthwise: unit ? { filter: 1 } : undefined });
  const [x, filter, spatial] = [values(batch * height * width * channels), values(depth * outChannels), values(taps * channels)];
  const [bias, residual] = [values(outChannels), values(pixels * outChannels)];
  const place = (tensor: Tensor, of: number): { at: number; pitch: number } => ({ at: tensor.at, pitch: 4 * of });
  const at = { x: place(bench.put(x), channels), filter: bench.put(filter), spatial: bench.put(spatial), bias: bench.put(bias) };
  const panels = bench.room(panelFloats(depth, outChannels));
  engine.exports.packPanels(depth, outChannels, at.filter.at, 4 * outChannels, 4, panels.at);

  const read = (pixel: number): number => (relu ? Math.max(pixel, 0) : pixel);
  const filtered = filterPlain(window, reader(x.map(read), height, width, channels), spatial);
  const tasks: PlannedTask[] = [];
  const depthwise = { filter: at.spatial.at, relu };
  const y = bench.room(pixels * outChannels);
  const added = { residual: place(bench.put(residual), outChannels), bias: at.bias.at, range };
  const convolution = { window, x: at.x, panels: panels.at, y: place(y, outChannels), ...added, ...(unit && { depthwise }) };
  tasks.push(planConvolution(convolution, engine.build, engine.threads));
  const z = bench.room(pixels * channels);
  if (channels >= 4) tasks.push(planDepthwise({ window, x: at.x, y: place(z, channels), ...depthwise, range }, engine.build));
  bench.run(tasks);

  const onePixel = onePixelOf({ ...window, height: outHeight, width: outWidth });
  const sums = unit
    ? convolvePlain(onePixel, reader(filtered, outHeight, outWidth, channels), filter)
    : convolvePlain(window, reader(x, height, width, channels), filter);
  const hold = (value: number): number => Math.min(Math.max(value, range.lower), range.upper);
  const expected = sums.map((sum, index) => hold(sum + (bias[index % outChannels] as number) + (residual[index] as number)));
  expect(difference(bench.read(y), expected), JSON.stringify({ window, unit, relu })).toBeLessThan(1e-4);
  if (channels >= 4) expect(difference(bench.read(z), filtered.map(hold)), JSON.stringify({ window, relu })).toBeLessThan(1e-5);
  expect(bench.touched).toBe(0);
}

function checkIntegers(engine: Engine, drawn: Omit<Window, "multiplier">, random: () => number): void {
  const bench = new TaskBench(engine);
  const unit = drawn.channels >= 4 && random() < 0.7;
  const { batch, height, width, channels, outHeight, outWidth, outChannels } = drawn;
  const window = unit ? drawn : { ...onePixelOf({ ...drawn, height, width }), outHeight: height, outWidth: width };
  const x = Float32Array.from({ length: batch * height * width * channels }, () => random() * 2 - 1);
  const spatial = Float32Array.from({ length: window.kernelHeight * window.kernelWidth * channels }, () => random() - 0.5);
  const integers = Int8Array.from({ length: channels * outChannels }, () => Math.round(random() * 254 - 127));
  const steps = Float32Array.from({ length: outChannels }, () => random() / 127);
  const filter = Float64Array.from(integers, (value, index) => value * (steps[index % outChannels] as number));
  const whole = bench.room(Math.ceil(integers.length / 4));
  new Int8Array(engine.buffer, whole.at, integers.length).set(integers);
  const panels = bench.room(integerPanelBytes(channels, outChannels) / 4);
  engine.exports.packIntegerPanels(channels, outChannels, whole.at, panels.at);
  const scales = bench.put(Float32Array.from({ length: 8 * Math.ceil(outChannels / 8) }, (_, index) => steps[index] ?? 0));
  const pixels = batch * window.outHeight * window.outWidth;
  const y = bench.room(pixels * outChannels);
  const places = { x: { at: bench.put(x).at, pitch: 4 * channels }, y: { at: y.at, pitch: 4 * outChannels } };
  const depthwise = unit ? { filter: bench.put(spatial).at } : undefined;
  bench.run([planConvolution({ window, ...places, panels: panels.at, scales: scales.at, depthwise }, engine.build, engine.threads)]);

  const image = reader(x, height, width, channels);
  const rows = unit ? reader(filterPlain(window, image, spatial), outHeight, outWidth, channels) : image;
  const expected = convolvePlain(onePixelOf({ ...window, height: window.outHeight, width: window.outWidth }), rows, filter);
  expect(difference(bench.read(y), expected), JSON.stringify({ window, unit })).toBeLessThan(2e-3);
  expect(bench.touched).toBe(0);
}

/** The largest difference; NaN where a value is none. */
function difference(actual: Float32Array, expected: Float64Array): number {
  return expected.reduce((most, value, index) => {
    const distance = Math.abs((actual[index] as number) - value);
    return distance > most || Number.isNaN(distance) ? distance : most;
  }, 0);
}
