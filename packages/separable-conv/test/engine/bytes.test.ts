import {
  bytePanelBytes,
  byteProductForms,
  byteTrials,
  chooseByteProduct,
  planConvolution,
  type ByteProduct,
  type ByteTrial,
  type Engine,
  type Window,
} from "@xception/separable-conv/engine";
import { seededRandom } from "@xception/testing";
import { describe, expect, it } from "vitest";

import { describeEngines } from "./describe-engines.ts";
import { onePixelOf } from "./one-pixel-of.ts";
import { convolvePlain, filterPlain, reader } from "./plain-convolution.ts";
import { randomWindow } from "./random-window.ts";
import { TaskBench } from "./task-bench.ts";

const cases = 100;

/** Whole numbers so small that pairs of products with bytes fit into 16 bits: every machine's instruction is exact for them. */
const largestInteger: Readonly<Record<ByteProduct, number>> = { direct8: 64, direct7: 127, grouped: 127 };
const products = Object.keys(largestInteger) as ByteProduct[];

describeEngines("products of bytes", (engineOf, threads) => {
  it.each(products)(
    `of the kind %s give exactly what plain loops give where pixels are whole steps, for ${cases} sizes of a seed`,
    (product) => {
      const engine = engineOf();
      if (engine?.build !== "relaxed" || !isExact(engine, product)) return;
      const random = seededRandom(13 * threads);
      for (let index = 0; index < cases; index += 1) checkWholeSteps(engine, product, randomWindow(random), random);
    },
  );

  it.each(products)(`of the kind %s give what plain loops give but for half a step, for ${cases} separable units of a seed`, (product) => {
    const engine = engineOf();
    if (engine?.build !== "relaxed" || !isExact(engine, product)) return;
    const random = seededRandom(17 * threads);
    for (let index = 0; index < cases; index += 1) checkUnit(engine, product, randomWindow(random), random);
  });

  it(`are exact where sums in 16 bits get as far as they can, for ${cases} sizes of a seed`, () => {
    const engine = engineOf();
    if (engine?.build !== "relaxed" || !isExact(engine, "grouped")) return;
    const random = seededRandom(19 * threads);
    for (let index = 0; index < cases; index += 1) checkExtremes(engine, random);
  });

  it("are tried when an engine starts, and nothing of it stays in the memory", () => {
    const engine = engineOf();
    if (!engine) return;
    if (engine.build === "simd") expect(engine.byteProduct).toBeUndefined();
    else expect([undefined, ...products]).toContain(engine.byteProduct);
  });
});

describe("chooseByteProduct", () => {
  /** What a processor gives that reads bytes with this sign and holds sums of two and of four as given. */
  const trialsOf = (signed: boolean, pair: (sum: number) => number, four: (sum: number) => number): ByteTrial[] =>
    byteTrials.map(({ integer, byte }) => {
      const product = integer * (signed && byte > 127 ? byte - 256 : byte);
      return { sum: four(2 * pair(2 * product)), pair: pair(2 * product) };
    });
  const same = (sum: number): number => sum;
  const saturated = (sum: number): number => Math.min(Math.max(sum, -32768), 32767);
  const wrapped = (sum: number): number => (sum << 16) >> 16;

  it("takes 8 bits where larger bytes are unsigned and sums exact", () => {
    expect(chooseByteProduct(trialsOf(false, same, same))).toBe("direct8");
  });
  it("takes 7 bits where larger bytes are signed", () => {
    expect(chooseByteProduct(trialsOf(true, same, same))).toBe("direct7");
  });
  it("takes groups where pairs are held in 16 bits", () => {
    expect(chooseByteProduct(trialsOf(false, saturated, same))).toBe("grouped");
  });
  it("takes none where sums wrap around", () => {
    expect(chooseByteProduct(trialsOf(false, wrapped, same))).toBeUndefined();
  });
  it("takes none where there are no such instructions", () => {
    expect(chooseByteProduct(byteTrials.map(() => ({ sum: 0, pair: 0 })))).toBeUndefined();
  });
});

/** Bytes beyond 7 bits are no matter of course where a machine takes them as signed. */
const isExact = (engine: Engine, product: ByteProduct): boolean => product === "direct7" || engine.byteProduct !== "direct7";

function checkWholeSteps(engine: Engine, product: ByteProduct, drawn: Omit<Window, "multiplier">, random: () => number): void {
  const { batch, height, width, channels } = drawn;
  const window = { ...onePixelOf(drawn), outHeight: height, outWidth: width };
  const { levels } = byteProductForms[product];
  const from = (least: number, most: number): number => least + Math.floor(random() * (most - least + 1));
  const x = new Float32Array(batch * height * width * channels);
  for (let pixel = 0; pixel < x.length; pixel += channels) {
    // All steps from the least value to the largest, which are the ends of the range with 0 in it.
    const least = channels === 1 ? (random() < 0.5 ? 0 : -levels) : -from(0, levels);
    const unit = 2 ** from(-9, 3);
    for (let channel = 0; channel < channels; channel += 1) x[pixel + channel] = unit * from(least, least + levels);
    x[pixel] = unit * (channels === 1 && least === 0 ? levels : least);
    if (channels > 1) x[pixel + 1] = unit * (least + levels);
  }
  check(engine, { product, window, x, random, tolerance: () => 0 });
}

/**
 * Bytes are as far from the middle as given, up or down as a pattern says, which filters of the largest magnitude follow, or are against. How
 * far that is decides how many steps 16 bits can hold: from a single one to a hundred.
 */
function checkExtremes(engine: Engine, random: () => number): void {
  const upTo = (most: number): number => Math.floor(random() * (most + 1));
  const [width, channels, outChannels] = [1 + upTo(30), 4 + upTo(400), 1 + upTo(12)];
  const sizes = { batch: 1, height: 1, width, channels, outHeight: 1, outWidth: width, outChannels };
  const window = { ...onePixelOf(randomWindow(random)), ...sizes };
  const pattern = Array.from({ length: channels }, () => (random() < 0.5 ? -1 : 1));
  const furthest = 2 ** upTo(6);
  const zero = upTo(128);
  const x = Float32Array.from({ length: width * channels }, (_, place) => {
    const channel = place % channels;
    return (channel < 2 ? 128 * channel : 64 + furthest * (pattern[channel] as number)) - zero;
  });
  const integer = (channel: number, column: number): number =>
    column % 3 === 2 ? upTo(254) - 127 : 127 * (pattern[channel] as number) * (column % 3 === 1 ? -1 : 1);
  check(engine, { product: "grouped", window, x, random, integer, tolerance: () => 0 });
}

function checkUnit(engine: Engine, product: ByteProduct, drawn: Omit<Window, "multiplier">, random: () => number): void {
  const window = { ...drawn, channels: Math.max(drawn.channels, 4) };
  const x = Float32Array.from({ length: window.batch * window.height * window.width * window.channels }, () => random() * 2 - 1);
  const spatial = Float32Array.from({ length: window.kernelHeight * window.kernelWidth * window.channels }, () => random() - 0.5);
  const { levels } = byteProductForms[product];
  check(engine, { product, window, x, random, spatial, tolerance: (row) => (0.501 * rangeOf(row)) / levels });
}

interface Check {
  readonly product: ByteProduct;
  readonly window: Omit<Window, "multiplier">;
  readonly x: Float32Array;
  readonly random: () => number;
  readonly spatial?: Float32Array;
  /** The filters' whole numbers; drawn unless given. */
  readonly integer?: (channel: number, column: number) => number;
  /** How far each value of a pixel may be from its whole steps. */
  readonly tolerance: (row: Float64Array) => number;
}

function check(engine: Engine, { product, window, x, random, spatial, integer, tolerance }: Check): void {
  const bench = new TaskBench(engine);
  const { batch, height, width, channels, outHeight, outWidth, outChannels } = window;
  const largest = largestInteger[product];
  const integers = Int8Array.from({ length: channels * outChannels }, (_, place) =>
    integer ? integer(Math.floor(place / outChannels), place % outChannels) : Math.round((random() * 2 - 1) * largest),
  );
  const steps = Float32Array.from({ length: outChannels }, () => (1 + Math.floor(random() * 7)) / 128);
  const filter = Float64Array.from(integers, (value, index) => value * (steps[index % outChannels] as number));
  const perColumn = (value: (column: number) => number): Float32Array =>
    Float32Array.from({ length: 8 * Math.ceil(outChannels / 8) }, (_, column) => (column < outChannels ? value(column) : 0));
  const totals = perColumn((column) => filter.reduce((sum, value, index) => sum + (index % outChannels === column ? value : 0), 0));

  const whole = bench.room(Math.ceil(integers.length / 4));
  new Int8Array(engine.buffer, whole.at, integers.length).set(integers);
  const panels = bench.room(bytePanelBytes(channels, outChannels, product) / 4);
  engine.exports.packBytePanels(channels, outChannels, whole.at, byteProductForms[product].grouped, panels.at);

  const pixels = batch * outHeight * outWidth;
  const [bias, residual] = [0, 0].map(() => Float32Array.from({ length: pixels * outChannels }, () => Math.floor(random() * 9) - 4));
  const y = bench.room(pixels * outChannels);
  const task = {
    window,
    x: { at: bench.put(x).at, pitch: 4 * channels },
    y: { at: y.at, pitch: 4 * outChannels },
    panels: panels.at,
    scales: bench.put(perColumn((column) => steps[column] as number)).at,
    bytes: { product, totals: bench.put(totals).at },
    bias: bench.put(perColumn((column) => bias?.[column] as number)).at,
    residual: { at: bench.put(residual as Float32Array).at, pitch: 4 * outChannels },
    depthwise: spatial && { filter: bench.put(spatial).at },
  };
  bench.run([planConvolution(task, engine.build, engine.threads)]);

  const image = reader(x, height, width, channels);
  const rows = spatial ? filterPlain(window, image, spatial) : Float64Array.from(x);
  const one = onePixelOf({ ...window, height: outHeight, width: outWidth });
  const expected = convolvePlain(one, reader(rows, outHeight, outWidth, channels), filter);
  const magnitudes = perColumn((column) =>
    filter.reduce((sum, value, index) => sum + (index % outChannels === column ? Math.abs(value) : 0), 0),
  );
  for (const [index, found] of bench.read(y).entries()) {
    const [pixel, column] = [Math.floor(index / outChannels), index % outChannels];
    const wanted = (expected[index] as number) + (bias?.[column] as number) + (residual?.[index] as number);
    const row = rows.subarray(pixel * channels, (pixel + 1) * channels);
    // Floats round the sum, and both ends of its range.
    const rounding = 1e-6 * (Math.abs(wanted) + 8 + rangeOf(row) * (magnitudes[column] as number));
    const most = tolerance(row) * (magnitudes[column] as number) + rounding;
    if (Math.abs(found - wanted) <= most) continue;
    expect.fail(`${product} gave ${found} for ${wanted} at ${index}, expected within ${most}: ${JSON.stringify(window)}`);
  }
  expect(bench.touched).toBe(0);
}

/** From the least value, or 0, to the largest, or 0. */
const rangeOf = (row: Float64Array): number => Math.max(0, ...row) - Math.min(0, ...row);
