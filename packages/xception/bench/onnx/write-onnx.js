// An ONNX file from a fused network, so that other runtimes can be timed on the same numbers. ONNX lays images out as [N, C, H, W] and has
// no separable convolution: it becomes one with a group for each channel and one of 1x1. "same" is spelled in pixels.
import { shapes } from "@xception/network";

import { Graph } from "./graph.js";
import { transpose } from "./transpose.js";

/** @typedef {import("@xception/network").Network} Network */
/** @typedef {import("@xception/network").NetworkNode} NetworkNode */
/** @typedef {import("@xception/network").NetworkParameters} NetworkParameters */
/** @typedef {{ kernel: readonly [number, number], stride: readonly [number, number], dilation: readonly [number, number], padding: string }} Window */
/** @typedef {{ graph: Graph, node: NetworkNode, inputs: readonly string[], shapes: readonly (readonly number[])[], batch: number, parameter: (name: string) => import("@xception/network").ParameterArray }} Writing */

/**
 * @param {Network} network  fused, of the kinds that a fused Xception has
 * @param {NetworkParameters} parameters
 * @param {{ batch?: number }} options
 * @returns {Uint8Array}  a file with the input "image", [N, C, H, W]; its outputs have the names of the network's
 */
export function writeOnnx(network, parameters, { batch = 1 } = {}) {
  const sizes = shapes(network);
  const graph = new Graph();
  for (const node of network.nodes) {
    const write = kinds[node.kind];
    if (!write)
      throw new Error(
        `[writeOnnx] "${node.name}" is of the kind ${node.kind}, expected one of ${Object.keys(kinds).join(", ")}. Fuse first.`,
      );
    write({
      graph,
      node,
      inputs: node.inputs,
      shapes: (node.kind === "input" ? [node.name] : node.inputs).map((name) => sizes.get(name) ?? []),
      batch,
      parameter(name) {
        const array = parameters.get(`${node.name}/${name}`);
        if (!array) throw new Error(`[writeOnnx] ${node.name}/${name} is missing, expected all parameters. Pass what fuse returned.`);
        return array;
      },
    });
  }
  for (const output of network.outputs) graph.output(output, [batch, ...channelsFirst(sizes.get(output) ?? [])]);
  return graph.finish(network.name);
}

/** @type {Readonly<Record<string, (writing: Writing) => void>>} */
const kinds = {
  input({ graph, node, shapes: [shape = []], batch }) {
    graph.input(node.name, [batch, ...channelsFirst(shape)]);
  },
  conv(writing) {
    const { graph, node, inputs, parameter } = writing;
    const kernel = graph.constant(`${node.name}/kernel`, transpose(parameter("kernel"), [3, 2, 0, 1]));
    end(writing, (output) => graph.node("Conv", [...inputs, kernel, ...bias(writing)], output, windowOf(writing)));
  },
  separableConv(writing) {
    const {
      graph,
      node,
      inputs,
      parameter,
      shapes: [shape = []],
    } = writing;
    if (node.options["intermediateActivation"] !== "none")
      throw new Error(`[writeOnnx] "${node.name}" has an intermediate activation, expected none. Choose another variant.`);
    const depthwise = parameter("depthwise_kernel");
    const [height = 0, width = 0, channels = 0, multiplier = 0] = depthwise.shape;
    const filters = transpose({ shape: [height, width, 1, channels * multiplier], data: depthwise.data }, [3, 2, 0, 1]);
    const spatial = graph.constant(`${node.name}/depthwise`, filters);
    const mixing = graph.constant(`${node.name}/pointwise`, transpose(parameter("pointwise_kernel"), [3, 2, 0, 1]));
    graph.node("Conv", [...inputs, spatial], `${node.name}/middle`, { ...windowOf(writing, [height, width]), group: shape[2] ?? 0 });
    end(writing, (output) => graph.node("Conv", [`${node.name}/middle`, mixing, ...bias(writing)], output, { kernel_shape: [1, 1] }));
  },
  maxPool(writing) {
    writing.graph.node("MaxPool", writing.inputs, writing.node.name, windowOf(writing, pair(writing, "size")));
  },
  activation(writing) {
    const { graph, node, inputs } = writing;
    graph.node(operatorOf(node, "function"), inputs, node.name);
  },
  add({ graph, node, inputs }) {
    inputs.slice(1).reduce((sum, input, index) => {
      const output = index === inputs.length - 2 ? node.name : `${node.name}/sum${index}`;
      return graph.node("Add", [sum, input], output);
    }, inputs[0] ?? "");
  },
  globalAveragePool({ graph, node, inputs }) {
    graph.node("GlobalAveragePool", inputs, `${node.name}/map`);
    graph.node("Flatten", [`${node.name}/map`], node.name);
  },
  dense(writing) {
    const { graph, node, inputs, parameter } = writing;
    const kernel = graph.constant(`${node.name}/kernel`, parameter("kernel"));
    end(writing, (output) => graph.node("Gemm", [...inputs, kernel, ...bias(writing)], output));
  },
};

/** The layer under its name, or its activation under it. @param {Writing} writing @param {(output: string) => void} layer */
function end({ graph, node }, layer) {
  if (node.options["activation"] === "linear") layer(node.name);
  else {
    layer(`${node.name}/linear`);
    graph.node(operatorOf(node, "activation"), [`${node.name}/linear`], node.name);
  }
}

/** @param {NetworkNode} node @param {string} option  which of its options names the activation */
function operatorOf(node, option) {
  const name = node.options[option];
  if (name === "relu") return "Relu";
  if (name === "softmax") return "Softmax";
  throw new Error(
    `[writeOnnx] "${node.name}" has the activation ${JSON.stringify(name)}, expected relu or softmax. Choose another variant.`,
  );
}

/** @param {Writing} writing @returns {string[]} */
function bias({ graph, node, parameter }) {
  return node.options["bias"] === true ? [graph.constant(`${node.name}/bias`, parameter("bias"))] : [];
}

/** @param {Writing} writing @param {string} option @returns {readonly [number, number]} */
function pair({ node }, option) {
  const value = node.options[option];
  if (Array.isArray(value)) return [Number(value[0]), Number(value[1])];
  throw new Error(`[writeOnnx] "${node.name}" has no pair "${option}". Pass what fuse returned.`);
}

/** The attributes of a window that slides over the first input. @param {Writing} writing @param {readonly [number, number]} kernel */
function windowOf(writing, kernel = pair(writing, "kernel")) {
  const {
    node,
    shapes: [shape = []],
  } = writing;
  const strides = pair(writing, "stride");
  const dilations = "dilation" in node.options ? pair(writing, "dilation") : [1, 1];
  const borders = [0, 1].map((axis) => {
    if (node.options["padding"] === "valid") return [0, 0];
    if (node.options["padding"] !== "same")
      throw new Error(`[writeOnnx] "${node.name}" has a border in pixels, expected "same" or "valid". Choose another variant.`);
    const [length = 0, stride = 1, dilation = 1, size = 1] = [shape[axis], strides[axis], dilations[axis], kernel[axis]];
    const border = Math.max(0, (Math.ceil(length / stride) - 1) * stride + (size - 1) * dilation + 1 - length);
    return [Math.floor(border / 2), Math.ceil(border / 2)];
  });
  const pads = [0, 1].flatMap((side) => borders.map((border) => border[side] ?? 0));
  return { kernel_shape: kernel, strides, pads, ...("dilation" in node.options && { dilations }) };
}

/** [H, W, C] as [C, H, W]. @param {readonly number[]} shape */
const channelsFirst = (shape) => (shape.length === 3 ? [shape[2] ?? 0, shape[0] ?? 0, shape[1] ?? 0] : shape);
