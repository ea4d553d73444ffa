// The distinct units of a fused network, each as a network of its own that takes the map which it gets there.
import { cost, shapes } from "@xception/network";

/** @typedef {import("./runtimes.js").Fused} Fused */

/**
 * @typedef {object} Unit
 * @property {Fused} fused
 * @property {string} kind
 * @property {readonly number[]} input  [H, W, C]
 * @property {readonly number[]} output
 * @property {number} times  how often the network has it
 * @property {number} multiplyAdds  for one image
 */

/** Those that work: additions and activations are done by others in the executor, and take no time of their own. */
const kinds = new Set(["conv", "separableConv", "maxPool"]);

/** @param {Fused} fused @returns {readonly Unit[]} */
export function networkUnits({ network, parameters }) {
  const sizes = shapes(network);
  const shapeOf = (/** @type {string} */ name) => /** @type {readonly number[]} */ (sizes.get(name) ?? []);
  /** @type {Map<string, Unit>} */
  const units = new Map();
  for (const node of network.nodes) {
    if (!kinds.has(node.kind)) continue;
    const input = shapeOf(node.inputs[0] ?? "");
    // What is done in registers at the end costs nothing: units that differ in it alone are one.
    const key = JSON.stringify([node.kind, input, { ...node.options, activation: undefined }]);
    const known = units.get(key);
    if (known) {
      units.set(key, { ...known, times: known.times + 1 });
      continue;
    }
    const alone = {
      name: node.name,
      nodes: [
        { name: "image", kind: "input", inputs: [], options: { shape: [...input] } },
        { ...node, inputs: ["image"] },
      ],
      outputs: [node.name],
    };
    const own = new Map([...parameters].filter(([name]) => name.startsWith(`${node.name}/`)));
    const multiplyAdds = cost(alone).total;
    units.set(key, {
      fused: { network: alone, parameters: own },
      kind: node.kind,
      input,
      output: shapeOf(node.name),
      times: 1,
      multiplyAdds,
    });
  }
  return [...units.values()];
}
