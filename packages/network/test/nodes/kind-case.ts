// A case of a node kind: what goes in, and what must come out by hand. One body of checks for all kinds.
import * as tf from "@tensorflow/tfjs-core";
import { compile, forward, parameterSpecs, shapes, type Network, type NodeOptions, type ParameterArray } from "@xception/network";
import { describeBackends, expectClose, expectNoLeak, toleranceOf } from "@xception/testing";
import { describe, expect, it } from "vitest";

import { node, sketch } from "../sketch.ts";

/** Numbers with their shape; of inputs and outputs the first axis is the batch. */
export interface Values {
  readonly shape: readonly number[];
  readonly data: readonly number[];
}

export interface KindCase {
  readonly title: string;
  readonly kind: string;
  readonly options?: NodeOptions;
  readonly inputs: readonly Values[];
  readonly parameters?: Readonly<Record<string, Values>>;
  readonly expected: Values;
}

export const values = (shape: readonly number[], ...data: number[]): Values => ({ shape, data });

/** 1, 2, 3, … in row-major order. */
export const counting = (...shape: number[]): Values => ({
  shape,
  data: Array.from({ length: shape.reduce((product, size) => product * size, 1) }, (_, index) => index + 1),
});

/** The network of a case: inputs a, b, …, then the node x. */
export function networkOf({ kind, options = {}, inputs }: KindCase): Network {
  const names = inputs.map((_, index) => String.fromCharCode("a".charCodeAt(0) + index));
  const entries = names.map((name, index) => node(name, "input", [], { shape: inputs[index]?.shape.slice(1) ?? [] }));
  return sketch(...entries, node("x", kind, names, options));
}

const tensor = ({ shape, data }: Values): tf.Tensor => tf.tensor([...data], [...shape], "float32");

/** The tensors of a case: its inputs by name and its parameters as `forward` takes them. */
export function tensorsOf({ inputs, parameters = {} }: KindCase): { batch: Record<string, tf.Tensor>; tensors: Map<string, tf.Tensor> } {
  return {
    batch: Object.fromEntries(inputs.map((input, index) => [String.fromCharCode("a".charCodeAt(0) + index), tensor(input)])),
    tensors: new Map(Object.entries(parameters).map(([name, array]) => [`x/${name}`, tensor(array)])),
  };
}

/** Runs a case by the executor wasm. */
async function runWasm(kindCase: KindCase, threads: number): Promise<Values> {
  const host = ({ shape, data }: Values): ParameterArray => ({ shape, data: Float32Array.from(data) });
  const { inputs, parameters = {} } = kindCase;
  const arrays = new Map(Object.entries(parameters).map(([name, array]) => [`x/${name}`, host(array)]));
  const executable = await compile(networkOf(kindCase), arrays, { executor: "wasm", fuse: false, threads });
  const batch = Object.fromEntries(inputs.map((input, index) => [String.fromCharCode("a".charCodeAt(0) + index), host(input)]));
  try {
    const { outputs } = await executable.run(batch);
    const { shape, data } = outputs[0] as ParameterArray;
    return { shape, data: [...data] };
  } finally {
    executable.dispose();
  }
}

/** Holds each case's shape rule, parameters and values against what it says, on every backend and by the executor wasm. */
export function checkKinds(title: string, cases: readonly KindCase[]): void {
  it.each(cases)(`${title}: $title has the shape and the parameters that it says`, (kindCase) => {
    const network = networkOf(kindCase);
    expect(shapes(network).get("x")).toEqual(kindCase.expected.shape.slice(1));
    const specs = [...parameterSpecs(network).values()].map(({ parameter, shape }) => [parameter, shape]);
    expect(specs).toEqual(Object.entries(kindCase.parameters ?? {}).map(([name, { shape }]) => [name, shape]));
  });

  describeBackends(title, () => {
    it.each(cases)("$title", async (kindCase) => {
      const { batch, tensors } = tensorsOf(kindCase);
      const run = (): tf.Tensor => forward(networkOf(kindCase), tensors, batch).outputs[0] as tf.Tensor;
      await expectClose(run(), kindCase.expected);
      await expectNoLeak(run);
    });
  });

  describe(`${title} by the executor wasm`, () => {
    // Threads take turns over the cases: starting them takes longer than any case.
    it.each(cases.map((kindCase, index) => ({ ...kindCase, threads: 1 + (index % 3) })))(
      "$title, on $threads threads",
      async (kindCase) => {
        await expectClose(await runWasm(kindCase, kindCase.threads), kindCase.expected, { tolerance: toleranceOf("float32", "wasm") });
      },
    );
  });
}
