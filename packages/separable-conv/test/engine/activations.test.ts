// How near the activation functions of the module come to those of double precision, in units of the last place of a float.
import { planActivation, planSoftmax, startEngine, type Engine, type FunctionName } from "@xception/separable-conv/engine";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

import { TaskBench } from "./task-bench.ts";

/** erf by its series, whose terms cancel little up to 3, and by the continued fraction of erfc beyond. */
function erf(x: number): number {
  const size = Math.abs(x);
  if (size > 3) {
    let fraction = 0;
    for (let term = 60; term > 0; term -= 1) fraction = term / 2 / (size + fraction);
    return Math.sign(x) * (1 - Math.exp(-size * size) / Math.sqrt(Math.PI) / (size + fraction));
  }
  let [sum, term] = [x, x];
  for (let n = 1; n < 80; n += 1) {
    term *= (-x * x) / n;
    sum += term / (2 * n + 1);
  }
  return (2 / Math.sqrt(Math.PI)) * sum;
}

const sigmoid = (x: number): number => 1 / (1 + Math.exp(-x));
const clip = (x: number): number => Math.min(Math.max(x, 0), 1);
const inner = (x: number): number => Math.sqrt(2 / Math.PI) * (x + 0.044715 * x ** 3);

interface Function {
  readonly name: FunctionName;
  readonly alpha?: number;
  readonly exact: (x: number) => number;
  /** Units of the last place of the result that it may be off by. */
  readonly units: number;
  /** Of what the result is the small difference, if it is one: units are those of the larger then. */
  readonly of?: (x: number) => number;
}

const functions: readonly Function[] = [
  { name: "sigmoid", exact: sigmoid, units: 3 },
  { name: "tanh", exact: Math.tanh, units: 3 },
  { name: "elu", alpha: 1, exact: (x) => (x > 0 ? x : Math.expm1(x)), units: 3 },
  { name: "selu", exact: (x) => 1.0507009873554805 * (x > 0 ? x : 1.6732632423543772 * Math.expm1(x)), units: 4 },
  { name: "leakyRelu", alpha: 0.3, exact: (x) => (x > 0 ? x : 0.3 * x), units: 2 },
  { name: "softplus", exact: (x) => Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x))), units: 3 },
  { name: "silu", exact: (x) => x * sigmoid(x), units: 4 },
  { name: "hardSigmoid", alpha: 0.25, exact: (x) => clip(0.25 * x + 0.5), units: 1, of: () => 1 },
  { name: "hardSilu", alpha: 0.25, exact: (x) => x * clip(0.25 * x + 0.5), units: 2, of: (x) => x },
  // x / 2 · (erf + 1): where erf is near −1, as everywhere in TensorFlow.js, what is left has the units of x.
  { name: "gelu", exact: (x) => 0.5 * x * (1 + erf(x * Math.SQRT1_2)), units: 2, of: (x) => x },
  { name: "geluByTanh", exact: (x) => 0.5 * x * (1 + Math.tanh(inner(x))), units: 4, of: (x) => x },
];

/** From −40 to 40, close together near 0. */
const inputs = Float32Array.from({ length: 4001 }, (_, index) => 40 * ((index - 2000) / 2000) ** 3);

/** The distance to the next float. */
const unitOf = (x: number): number => 2 ** (Math.max(Math.floor(Math.log2(Math.abs(x))), -126) - 23);

describe("the module's functions", () => {
  let engine: Engine;
  beforeAll(async () => {
    engine = await startEngine({ widestPixel: 64 });
  });
  afterAll(() => {
    engine.dispose();
  });

  function run(plan: (x: { at: number; pitch: number }) => ReturnType<typeof planSoftmax>, values: ArrayLike<number>): Float32Array {
    const bench = new TaskBench(engine);
    const tensor = bench.put(values);
    bench.run([plan({ at: tensor.at, pitch: 4 * values.length })]);
    return bench.read(tensor);
  }

  const apply = ({ name, alpha = 0 }: Pick<Function, "name" | "alpha">, values: ArrayLike<number>): Float32Array =>
    run((x) => planActivation({ rows: 1, length: values.length, x, y: x, function: name, alpha }), values);

  it.each(functions)("give $name to $units units of the last place", ({ name, alpha = 0, exact, units, of }) => {
    const found = apply({ name, alpha }, inputs);
    const errors = [...inputs].map((x, index) => {
      const expected = exact(x);
      const unit = Math.max(unitOf(expected), of ? unitOf(of(x)) : 0);
      return Math.abs((found[index] ?? Number.NaN) - expected) / unit;
    });
    expect(Math.max(...errors)).toBeLessThanOrEqual(units);
  });

  it.each(functions)("give $name far from 0, and nothing for what is no number", ({ name, alpha = 0, exact }) => {
    const [low = 0, high = 0, none] = apply({ name, alpha }, [-1e6, 1e6, Number.NaN]);
    expect(low).toBeCloseTo(exact(-1e6), 0);
    expect(high / exact(1e6)).toBeCloseTo(1, 5);
    expect(none).toBeNaN();
  });

  it("give a softmax of large values that are near each other", () => {
    const found = run((x) => planSoftmax({ rows: 1, length: 3, x, y: x }), [1000, 999, -1000]);
    expect([...found].map((value) => value.toFixed(6))).toEqual(["0.731059", "0.268941", "0.000000"]);
  });
});
