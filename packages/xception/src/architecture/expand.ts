// From the table to nodes, with Keras' layer names. Keras leaves the shortcuts unnamed, so that theirs come from a counter and differ
// from one program to the next (conv2d_1, batch_normalization_1, add_3); here they are blockN_shortcut, blockN_shortcut_bn, blockN_add.
import { modulesOf, type Architecture, type Module } from "./architecture.ts";
import { addConvolution, addMaxPool, addRelu, addSeparableConvolution, type LayerOptions } from "./layers.ts";
import type { NodeList } from "./node-list.ts";

/** Appends the stem and all modules after `input`; returns the name of the last node, whose map holds the features. */
export function expand(list: NodeList, architecture: Architecture, input: string, options: LayerOptions): string {
  const stem = addStem(list, architecture, input, options);
  return modulesOf(architecture).reduce((before, module, index) => addModule(list, `block${index + 2}`, module, before, options), stem);
}

function addStem(list: NodeList, { stem, stemPadding: padding }: Architecture, input: string, options: LayerOptions): string {
  return stem.reduce((before, { filters, stride }, index) => {
    const name = `block1_conv${index + 1}`;
    return addRelu(list, `${name}_act`, addConvolution(list, name, before, { filters, kernel: 3, stride, padding }, options));
  }, input);
}

/** The shortcut takes what comes in before any ReLU of the module. */
function addModule(list: NodeList, block: string, module: Module, input: string, options: LayerOptions): string {
  const { filters, stride, shortcut, activation } = module;
  const convolved = filters.reduce((before, count, index) => {
    const name = `${block}_sepconv${index + 1}`;
    const activateBefore = activation === "before" || (activation === "between" && index > 0);
    const active = activateBefore ? addRelu(list, `${name}_act`, before) : before;
    const normalised = addSeparableConvolution(list, name, active, count, options);
    return activation === "after" ? addRelu(list, `${name}_act`, normalised) : normalised;
  }, input);
  const main = stride === 2 ? addMaxPool(list, `${block}_pool`, convolved, options) : convolved;
  if (shortcut === "none") return main;
  const shape = { filters: filters.at(-1) ?? 0, kernel: 1, stride, padding: "same" } as const;
  const side = shortcut === "convolution" ? addConvolution(list, `${block}_shortcut`, input, shape, options) : input;
  return list.add(`${block}_add`, "add", [main, side]);
}
