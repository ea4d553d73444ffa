// The executor that runs a network as one program of WebAssembly, in a memory of its own, on several threads.
import { startEngine, sharesMemory, type ByteProduct, type Engine } from "@xception/separable-conv/engine";

import { inferShapes } from "../../analysis/infer-shapes.ts";
import { plan, type PlannedNode } from "../../analysis/plan.ts";
import type { Network } from "../../network.ts";
import type { NetworkParameters, ParameterArray } from "../../parameter-array.ts";
import type { IntegerKernel } from "../../quantise/integer-kernel.ts";
import type { Executor, MemoryUse, Precision, Runner, RunResult } from "../executor.ts";
import { chooseIntegers } from "./choose-integers.ts";
import type { WriteTasks } from "./kinds/wasm-kind.ts";
import { wasmKinds } from "./kinds/wasm-kinds.ts";
import { WeightStore } from "./memory/weight-store.ts";
import { planRun, type PlacedValue, type RunPlan } from "./plan/plan-run.ts";

/** Plans that are kept: one for each size of the batch and set of taps that was run last. */
const keptPlans = 8;

/** Weights are put into memory once; a run copies the batch in, runs the program, and copies outputs and taps out. */
export const wasm: Executor = async (network, parameters, { threads: asked = 1, precision = "float32", build } = {}) => {
  const threads = sharesMemory() ? asked : 1;
  const nodes = plan("compile", network);
  const engine = await startEngine({ threads, build, widestPixel: widestPixel(network, nodes) });
  try {
    return makeRunner(engine, network, parameters, { threads: asked, precision });
  } catch (error) {
    engine.dispose();
    throw error;
  }
};

/** What the caller asked for, which may be more than there is. */
interface Asked {
  readonly threads: number;
  readonly precision: Precision;
}

function makeRunner(engine: Engine, network: Network, parameters: NetworkParameters, asked: Asked): Runner {
  const { build, threads } = engine;
  const nodes = plan("compile", network);
  const store = new WeightStore(engine);
  const integers = asked.precision === "float32" ? new Map<string, IntegerKernel>() : chooseIntegers(network, parameters);
  const product = asked.precision === "int8" ? engine.byteProduct : undefined;
  const writers = prepareAll(nodes, { integers, product }, parameters, store);
  const weightsEnd = store.end;
  const plans = new Map<string, RunPlan>();
  let written: RunPlan | undefined;
  let largest: RunPlan | undefined;

  function findPlan(inputs: ReadonlyMap<string, ParameterArray>, taps: readonly string[]): RunPlan {
    const key = JSON.stringify([[...inputs].map(([, { shape }]) => shape), [...taps].sort()]);
    const known = plans.get(key);
    plans.delete(key);
    const wanted = new Set([...network.outputs, ...taps]);
    const found = known ?? planRun({ nodes, writers, shapes: shapesOf(network, inputs), wanted, build, threads }, weightsEnd);
    plans.set(key, found);
    const [oldest] = plans.keys();
    if (plans.size > keptPlans && oldest !== undefined) plans.delete(oldest);
    return found;
  }

  function run(inputs: ReadonlyMap<string, ParameterArray>, taps: readonly string[]): RunResult {
    const current = findPlan(inputs, taps);
    engine.reserve(current.end);
    if (written !== current) new Int32Array(engine.buffer, current.at, current.program.length).set(current.program);
    written = current;
    if (current.end > (largest?.end ?? 0)) largest = current;
    const place = (name: string): PlacedValue => current.values.get(name) as PlacedValue; // inputs, outputs and taps have one
    for (const [name, { data }] of inputs) new Float32Array(engine.buffer, place(name).at, data.length).set(data);
    engine.run({ at: current.at, bytes: current.program.byteLength, scratch: current.scratch, scratchBytes: current.scratchBytes });
    return {
      outputs: network.outputs.map((name) => read(engine, place(name))),
      taps: new Map(taps.map((name) => [name, read(engine, place(name))])),
    };
  }

  return {
    description: describe(engine, asked),
    // Nothing is waited for within a run, so that no other can begin before it ends.
    run: (inputs, taps) =>
      new Promise((resolve) => {
        resolve(run(inputs, taps));
      }),
    memory: (): MemoryUse => ({
      weights: weightsEnd - engine.base,
      activations: largest?.arenaBytes ?? 0,
      peak: Math.max(weightsEnd, largest?.end ?? 0),
    }),
    dispose() {
      engine.dispose();
    },
  };
}

const writeNothing: WriteTasks = () => undefined;

/** Puts all weights into memory. A function of its own, so that no run remembers the parameters, which are as large again. */
function prepareAll(
  nodes: readonly PlannedNode[],
  { integers, product }: { readonly integers: ReadonlyMap<string, IntegerKernel>; readonly product: ByteProduct | undefined },
  parameters: NetworkParameters,
  store: WeightStore,
): ReadonlyMap<string, WriteTasks> {
  const prepare = ({ node, behaviour }: PlannedNode): WriteTasks => {
    const { options } = behaviour;
    const parameter = (name: string): ParameterArray | undefined => parameters.get(`${node.name}/${name}`);
    const kind = wasmKinds.get(node.kind);
    return kind?.({ options, parameter, integers: integers.get(node.name), product }, store) ?? writeNothing;
  };
  return new Map(nodes.map((planned) => [planned.node.name, prepare(planned)]));
}

/** The shape of every node's value, with the batch. */
function shapesOf(network: Network, inputs: ReadonlyMap<string, ParameterArray>): ReadonlyMap<string, readonly number[]> {
  const inputShape = Object.fromEntries([...inputs].map(([name, { shape }]) => [name, shape.slice(1)]));
  const batch = [...inputs.values()][0]?.shape[0] ?? 1;
  return new Map([...inferShapes("run", network, { inputShape })].map(([name, shape]) => [name, [batch, ...(shape as number[])]]));
}

/** Bytes of the widest pixel of an image that windows reach beyond. */
function widestPixel(network: Network, nodes: readonly PlannedNode[]): number {
  const shapes = inferShapes("compile", network);
  const widths = nodes.flatMap(({ node, behaviour }) => {
    if (!node.kind.toLowerCase().endsWith("conv")) return [];
    const given = node.inputs.map((input) => shapes.get(input)?.at(-1) ?? 1);
    return [...given, (behaviour.options["filters"] as number | undefined) ?? 1];
  });
  return 4 * Math.max(1, ...widths);
}

/** A copy of a value, without what lies between its pixels. */
function read(engine: Engine, { shape, at, pitch }: PlacedValue): ParameterArray {
  const channels = shape.at(-1) ?? 1;
  const count = shape.reduce((values, size) => values * size, 1);
  if (pitch === 4 * channels) return { shape, data: new Float32Array(engine.buffer, at, count).slice() };
  const data = new Float32Array(count);
  for (let from = at, to = 0; to < count; from += pitch, to += channels) data.set(new Float32Array(engine.buffer, from, channels), to);
  return { shape, data };
}

/** Of the pixels that each product of bytes takes. */
const pixelBits: Readonly<Record<ByteProduct, number>> = { direct8: 8, direct7: 7, grouped: 7 };

function describe({ build, byteProduct, threads }: Engine, asked: Asked): string {
  const count = `${threads} thread${threads === 1 ? "" : "s"}`;
  const fewer = threads < asked.threads ? ` (${asked.threads} were asked for, but this page is not cross-origin isolated)` : "";
  const bits = byteProduct && asked.precision === "int8" ? pixelBits[byteProduct] : 16;
  const integers = asked.precision === "float32" ? "" : `, int8 with pixels of ${bits} bits`;
  return `wasm, ${build === "relaxed" ? "relaxed SIMD" : "SIMD"}${integers}, ${count}${fewer}`;
}
