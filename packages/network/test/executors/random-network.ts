// Networks that nobody would build: nodes of all kinds in any order, from a source of numbers between 0 and 1.
import { parameterSpecs, shapes, type Network, type NetworkNode, type NodeOptions, type ParameterArray } from "@xception/network";

import { node } from "../sketch.ts";

type Random = () => number;

const functions = ["relu", "relu6", "elu", "selu", "leakyRelu", "sigmoid", "hardSigmoid", "tanh", "softmax", "softplus", "silu", "gelu"];

/** Draws from a source of numbers. */
class Draw {
  readonly #random: Random;

  constructor(random: Random) {
    this.#random = random;
  }

  from(least: number, most: number): number {
    return least + Math.floor(this.#random() * (most - least + 1));
  }

  one<T>(items: readonly T[]): T {
    return items[this.from(0, items.length - 1)] as T;
  }

  often<T>(usual: T, other: T): T {
    return this.#random() < 0.6 ? usual : other;
  }

  pair(least: number, most: number): [number, number] {
    return [this.from(least, most), this.from(least, most)];
  }

  borders(most: number): [[number, number], [number, number]] {
    return [this.pair(0, most), this.pair(0, most)];
  }
}

/** Kinds that take one image, with options. Windows that stride do not dilate. */
const ofImages: readonly ((draw: Draw) => readonly [kind: string, options: NodeOptions])[] = [
  (draw) => ["conv", { filters: draw.from(1, 9), ...sliding(draw), ...dilation(draw), ...ending(draw) }],
  (draw) => ["separableConv", { filters: draw.from(1, 9), ...depthwise(draw), intermediateActivation: draw.one(["none", "relu", "elu"]) }],
  (draw) => ["depthwiseConv", depthwise(draw)],
  (draw) => {
    const segments = draw.from(1, 3);
    return ["segmentedConv", { filters: segments * draw.from(1, 4), segments, ...sliding(draw), ...ending(draw) }];
  },
  (draw) => ["maxPool", { size: draw.pair(2, 3), stride: draw.one([null, [1, 1], [2, 1]]), padding: draw.one(["same", draw.borders(1)]) }],
  (draw) => ["averagePool", { size: draw.pair(1, 3), stride: draw.one([null, [1, 2]]), padding: "same" }],
  (draw) => ["globalAveragePool", { keepDimensions: draw.often(true, false) }],
  (draw) => ["globalMaxPool", { keepDimensions: draw.often(true, false) }],
  (draw) => ["zeroPadding", { padding: draw.borders(2) }],
  (draw) => ["cropping", { cropping: draw.borders(1) }],
  (draw) => ["upSampling", { size: draw.pair(1, 2), interpolation: draw.one(["nearest", "bilinear"]) }],
];

/** Kinds that take anything. */
const ofAll: readonly ((draw: Draw) => readonly [kind: string, options: NodeOptions])[] = [
  (draw) => ["dense", { units: draw.from(1, 9), ...ending(draw) }],
  (draw) => ["batchNorm", { epsilon: 0.01, scale: draw.often(true, false), center: draw.often(true, false) }],
  () => ["normalization", { mean: [0.5], variance: [2] }],
  () => ["rescaling", { scale: 0.5, offset: 0.25 }],
  (draw) => ["activation", { function: draw.often("relu", draw.one(functions)) }],
  () => ["activation", { function: "relu" }],
  (draw) => ["activation", { function: "gelu", approximate: draw.often(true, false) }],
  () => ["dropout", { rate: 0.5 }],
  () => ["flatten", {}],
];

const merges = ["add", "add", "add", "multiply", "average", "maximum", "subtract"];

const sliding = (draw: Draw): NodeOptions => ({
  kernel: draw.pair(1, 3),
  padding: draw.often("same", "valid"),
  stride: draw.one([
    [1, 1],
    [2, 1],
  ]),
});
const dilation = (draw: Draw): NodeOptions => draw.often({}, { stride: [1, 1], dilation: [2, 1] });
const ending = (draw: Draw): NodeOptions => ({ bias: draw.often(true, false), activation: draw.often("linear", draw.one(functions)) });
const depthwise = (draw: Draw): NodeOptions => ({ ...sliding(draw), ...dilation(draw), ...ending(draw), multiplier: draw.often(1, 2) });

/** A network of one or two inputs and some nodes, of which the last and another one are outputs. */
export function randomNetwork(random: Random): Network {
  const draw = new Draw(random);
  const size = [...draw.pair(4, 9), draw.from(1, 7)];
  const nodes: NetworkNode[] = [node("a", "input", [], { shape: size }), node("b", "input", [], { shape: size })];
  for (let tries = 0; tries < 16; tries += 1) {
    const name = `n${tries}`;
    const added = draw.one([one, one, one, merge, join])(draw, name, nodes);
    if (fits([...nodes, added])) nodes.push(added);
  }
  return { name: "random", nodes, outputs: [lastOf(nodes).name, draw.one(nodes).name] };
}

const lastOf = (nodes: readonly NetworkNode[]): NetworkNode => nodes[nodes.length - 1] as NetworkNode; // there are inputs at least

const shapeOf = (nodes: readonly NetworkNode[], name: string): readonly number[] =>
  shapes({ name: "part", nodes, outputs: [name] }).get(name) ?? [];

function one(draw: Draw, name: string, nodes: readonly NetworkNode[]): NetworkNode {
  const input = draw.often(lastOf(nodes), draw.one(nodes)).name;
  const kinds = shapeOf(nodes, input).length === 3 ? [...ofImages, ...ofAll] : ofAll;
  const [kind, options] = draw.one(kinds)(draw);
  return node(name, kind, [input], options);
}

/** Place by place: maps of one shape, or with one pixel or channel for all. */
function merge(draw: Draw, name: string, nodes: readonly NetworkNode[]): NetworkNode {
  const kind = draw.one(merges);
  const count = kind === "subtract" ? 2 : draw.often(2, 3);
  const [first = "a", ...others] = Array.from({ length: 12 }, () => draw.one(nodes).name);
  const shape = shapeOf(nodes, first);
  const alike = others.filter((other) => {
    const own = shapeOf(nodes, other);
    return own.length === shape.length && own.every((length, axis) => length === shape[axis] || length === 1 || shape[axis] === 1);
  });
  return node(name, kind, [first, ...alike, first].slice(0, count));
}

/** Channels side by side. */
function join(draw: Draw, name: string, nodes: readonly NetworkNode[]): NetworkNode {
  const [first = "a", ...others] = Array.from({ length: 12 }, () => draw.one(nodes).name);
  const sizes = shapeOf(nodes, first).slice(0, -1).join();
  const alike = others.filter((other) => shapeOf(nodes, other).slice(0, -1).join() === sizes);
  return node(name, "concatenate", [first, ...alike, first].slice(0, draw.from(2, 3)));
}

function fits(nodes: readonly NetworkNode[]): boolean {
  try {
    return shapeOf(nodes, lastOf(nodes).name).reduce((count, length) => count * length, 1) < 2000;
  } catch {
    return false;
  }
}

/** Parameters that keep values about as large as they are. */
export function randomParameters(network: Network, random: Random): Map<string, ParameterArray> {
  return new Map(
    [...parameterSpecs(network)].map(([name, { shape, parameter }]) => {
      const inputs = shape.slice(0, -1).reduce((count, length) => count * length, 1);
      const reach = parameter.endsWith("kernel") ? Math.sqrt(3 / inputs) : 1;
      const middle = parameter === "moving_variance" || parameter === "gamma" ? 1.5 : 0;
      return [name, randomArray(shape, random, middle, reach)];
    }),
  );
}

export function randomArray(shape: readonly number[], random: Random, middle = 0, reach = 1): ParameterArray {
  const length = shape.reduce((count, size) => count * size, 1);
  return { shape, data: Float32Array.from({ length }, () => middle + reach * (2 * random() - 1)) };
}
