// Short ways to write networks down in tests.
import type { Network, NetworkNode, NodeOptions } from "@xception/network";

export const node = (name: string, kind: string, inputs: readonly string[], options: NodeOptions = {}): NetworkNode => ({
  name,
  kind,
  inputs,
  options,
});

/** A network whose last node is its output. */
export const sketch = (...nodes: NetworkNode[]): Network => ({ name: "sketch", nodes, outputs: [nodes.at(-1)?.name ?? ""] });

/** An input called "image" and one node called "x" that takes it. */
export const single = (shape: readonly (number | null)[], kind: string, options: NodeOptions = {}): Network =>
  sketch(node("image", "input", [], { shape }), node("x", kind, ["image"], options));
