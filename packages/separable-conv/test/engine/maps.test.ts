// The tasks on maps that are no convolution, over shapes of a seed, against plain loops; maps lie among others' channels as often as not.
import {
  planActivation,
  planChannelFiltering,
  planChannelScale,
  planCombination,
  planEnlargement,
  planImagePlacing,
  planImagePooling,
  planPooling,
  planSoftmax,
  repeatConstants,
  type Engine,
  type OperationName,
  type PlannedTask,
  type Window,
} from "@xception/separable-conv/engine";
import { seededRandom } from "@xception/testing";
import { expect, it } from "vitest";

import { describeEngines } from "./describe-engines.ts";
import * as plain from "./plain-maps.ts";
import { randomWindow } from "./random-window.ts";
import { TaskBench } from "./task-bench.ts";
import { WideMap } from "./wide-map.ts";

const cases = 40;

/** What a case is made with, and what it draws. */
class Case {
  readonly bench: TaskBench;
  readonly maps: WideMap[] = [];
  readonly engine: Engine;
  readonly #random: () => number;

  constructor(engine: Engine, random: () => number) {
    this.engine = engine;
    this.bench = new TaskBench(engine);
    this.#random = random;
  }

  from(least: number, most: number): number {
    return least + Math.floor(this.#random() * (most - least + 1));
  }

  one<T>(items: readonly T[]): T {
    return items[this.from(0, items.length - 1)] as T;
  }

  values(length: number): Float32Array {
    return Float32Array.from({ length }, () => this.#random() * 4 - 2);
  }

  map(rows: number, length: number, values?: ArrayLike<number>): WideMap {
    const map = new WideMap(this.engine, this.bench, { rows, length, more: this.one([0, this.from(1, 9)]) }, values);
    this.maps.push(map);
    return map;
  }

  /** A window without dilation. */
  poolWindow(): Window {
    return { ...randomWindow(this.#random), multiplier: 1, dilationY: 1, dilationX: 1 };
  }

  window(): Omit<Window, "multiplier"> {
    return randomWindow(this.#random);
  }
}

type Check = readonly [found: WideMap, expected: ArrayLike<number>];
type MakeCase = (one: Case) => { readonly task: PlannedTask; readonly check: Check };

const range = { lower: -0.5, upper: 1 };
const hold = (value: number): number => Math.min(Math.max(value, range.lower), range.upper);

const kinds: Readonly<Record<string, MakeCase>> = {
  "pools windows"(one) {
    const of = one.one(["largest", "mean"] as const);
    const w = one.poolWindow();
    const x = one.values(w.batch * w.height * w.width * w.channels);
    const from = one.map(w.batch * w.height * w.width, w.channels, x);
    const y = one.map(w.batch * w.outHeight * w.outWidth, w.channels);
    const task = planPooling({ window: w, x: from.place, y: y.place, of }, one.engine.threads);
    return { task, check: [y, plain.poolPlain(w, x, of)] };
  },
  "pools images"(one) {
    const of = one.one(["largest", "mean"] as const);
    const [batch, pixels, channels] = [one.from(1, 3), one.from(1, 150), one.from(1, 70)];
    const x = one.values(batch * pixels * channels);
    const from = one.map(batch * pixels, channels, x);
    const y = one.map(batch, channels);
    const task = planImagePooling({ batch, pixels, channels, x: from.place, y: y.place, of });
    return { task, check: [y, plain.poolImagePlain(batch, pixels, channels, x, of)] };
  },
  "combines maps"(one) {
    const shape = Array.from({ length: one.from(1, 5) }, () => one.from(1, 6));
    const operand = (): PlacedArray => {
      const own = shape.map((size) => one.one([size, size, 1]));
      const [length = 1, ...outer] = [...own].reverse();
      const rows = outer.reduce((count, size) => count * size, 1);
      const data = one.values(rows * length);
      return { shape: own, data, map: one.map(rows, length, data) };
    };
    const [a, b] = [operand(), operand()];
    const full = a.shape.map((size, axis) => Math.max(size, b.shape[axis] ?? 1));
    const y = one.map(
      full.slice(0, -1).reduce((count, size) => count * size, 1),
      full[full.length - 1] ?? 1,
    );
    const operation = one.one<OperationName>(["add", "subtract", "multiply", "maximum"]);
    const strides = [a, b, { shape: full, map: y }].map(stridesOf);
    const axes = full.map((size, axis) => ({ size, strides: strides.map((own) => own[axis] ?? 0) as [number, number, number] }));
    const places = { a: a.map.place.at, b: b.map.place.at, y: y.place.at };
    const task = planCombination({ operation, factor: 0.5, range, ...places, axes });
    return { task, check: [y, plain.combinePlain(operation, a, b).map((value) => hold(value / 2))] };
  },
  "holds values in a range"(one) {
    const [rows, length] = [one.from(1, 9), one.from(1, 30)];
    const x = one.values(rows * length);
    const map = one.map(rows, length, x);
    return { task: planActivation({ rows, length, x: map.place, y: map.place, range }), check: [map, x.map(hold)] };
  },
  "gives long rows a function"(one) {
    const [rows, length] = [one.from(1, 3), one.from(4000, 9000)];
    const x = one.values(rows * length);
    const [from, y] = [one.map(rows, length, x), one.map(rows, length)];
    const task = planActivation({ rows, length, x: from.place, y: y.place, function: "elu", alpha: 0.5 });
    return { task, check: [y, x.map((value) => (value > 0 ? value : 0.5 * Math.expm1(value)))] };
  },
  "makes rows sum to 1"(one) {
    const [rows, length] = [one.from(1, 40), one.from(1, 30)];
    const x = one.values(rows * length).map((value) => value * 20);
    const [from, y] = [one.map(rows, length, x), one.map(rows, length)];
    return { task: planSoftmax({ rows, length, x: from.place, y: y.place }), check: [y, plain.softmaxPlain(rows, length, x)] };
  },
  "scales channels"(one) {
    const [rows, length] = [one.from(1, 900), one.from(1, 13)];
    const x = one.values(rows * length);
    const [from, y] = [one.map(rows, length, x), one.map(rows, length)];
    const constants = [one.values(length), one.values(length), one.values(length)] as const;
    const [centre, factor, shift] = constants.map((values) => one.bench.put(repeatConstants(values)).at) as [number, number, number];
    const period = repeatConstants(constants[0]).length;
    const task = planChannelScale({ rows, length, x: from.place, y: y.place, constants: { centre, factor, shift }, period, range });
    const [c, f, s] = constants;
    const scaled = plain.overValues(rows, length, (row, channel) =>
      hold(((x[row * length + channel] ?? 0) - (c[channel] ?? 0)) * (f[channel] ?? 0) + (s[channel] ?? 0)),
    );
    return { task, check: [y, scaled] };
  },
  "places, crops and repeats images"(one) {
    const sizes = { batch: one.from(1, 3), height: one.from(1, 6), width: one.from(1, 6), channels: one.from(1, 9) };
    const times = [one.from(1, 3), one.from(1, 3)] as const;
    const out = { height: one.from(1, 12), width: one.from(1, 12), top: one.from(-4, 4), left: one.from(-4, 4), times };
    const x = one.values(sizes.batch * sizes.height * sizes.width * sizes.channels);
    const from = one.map(sizes.batch * sizes.height * sizes.width, sizes.channels, x);
    const y = one.map(sizes.batch * out.height * out.width, sizes.channels);
    const { top, left } = out;
    const places = { outHeight: out.height, outWidth: out.width, top, left, times, x: from.place, y: y.place };
    return { task: planImagePlacing({ ...sizes, ...places }), check: [y, plain.placePlain(sizes, out, x)] };
  },
  "enlarges images"(one) {
    const sizes = { batch: one.from(1, 3), height: one.from(1, 5), width: one.from(1, 5), channels: one.from(1, 9) };
    const times = [one.from(1, 4), one.from(1, 4)] as const;
    const x = one.values(sizes.batch * sizes.height * sizes.width * sizes.channels);
    const from = one.map(sizes.batch * sizes.height * sizes.width, sizes.channels, x);
    const y = one.map(sizes.batch * sizes.height * sizes.width * times[0] * times[1], sizes.channels);
    const task = planEnlargement({ ...sizes, times, x: from.place, y: y.place });
    return { task, check: [y, plain.enlargePlain(sizes, times, x)] };
  },
  "filters channels one by one"(one) {
    const window = { ...one.window(), multiplier: one.from(1, 3) };
    const relu = one.from(0, 1) === 1;
    const filters = window.channels * window.multiplier;
    const x = one.values(window.batch * window.height * window.width * window.channels);
    const filter = one.values(window.kernelHeight * window.kernelWidth * filters);
    const bias = one.values(filters);
    const from = one.map(window.batch * window.height * window.width, window.channels, x);
    const y = one.map(window.batch * window.outHeight * window.outWidth, filters);
    const addresses = { filter: one.bench.put(filter).at, bias: one.bench.put(bias).at };
    const task = planChannelFiltering({ window, ...addresses, relu, range, x: from.place, y: y.place });
    const read = relu ? x.map((value) => Math.max(value, 0)) : x;
    return { task, check: [y, plain.filterChannelsPlain(window, read, filter, bias).map(hold)] };
  },
};

interface PlacedArray {
  readonly shape: readonly number[];
  readonly data: Float32Array;
  readonly map: WideMap;
}

/** Bytes from place to place along every axis. */
function stridesOf({ shape, map }: Pick<PlacedArray, "shape" | "map">): number[] {
  const last = shape.length - 1;
  return shape.map((size, axis) => {
    if (size === 1) return 0;
    return axis === last ? 4 : shape.slice(axis + 1, last).reduce((bytes, inner) => bytes * inner, map.place.pitch);
  });
}

describeEngines("maps", (engineOf, threads) => {
  it.each(Object.entries(kinds))(`%s like plain loops, ${cases} times, and touches nothing around its maps`, (title, make) => {
    const engine = engineOf();
    if (!engine) return;
    const random = seededRandom(title.length + threads);
    for (let index = 0; index < cases; index += 1) {
      const one = new Case(engine, random);
      const { task, check } = make(one);
      one.bench.run([task]);
      const [found, expected] = [check[0].read(), check[1]];
      const worst = found.reduce((most, value, place) => {
        const other = expected[place] ?? Number.NaN;
        const error = Math.abs(value - other) / Math.max(1, Math.abs(other));
        return Number.isNaN(error) ? Infinity : Math.max(most, error);
      }, 0);
      expect(worst, `case ${index}`).toBeLessThan(1e-5);
      expect(found.length).toBe(expected.length);
      expect(one.bench.touched + one.maps.reduce((sum, map) => sum + map.touched, 0), `case ${index}`).toBe(0);
    }
  });
});
