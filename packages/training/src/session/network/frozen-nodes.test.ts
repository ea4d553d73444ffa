import type { Network } from "@xception/network";
import { expect, it } from "vitest";

import { frozenNodes } from "./frozen-nodes.ts";

const network: Network = {
  name: "names",
  nodes: ["block1_conv1", "block1_conv1_bn", "block10_conv1", "a.b", "axb"].map((name) => ({
    name,
    kind: "activation",
    inputs: [],
    options: {},
  })),
  outputs: [],
};

it("a star stands for any text, everything else for itself", () => {
  expect([...frozenNodes(network, ["block1_*"])]).toEqual(["block1_conv1", "block1_conv1_bn"]);
  expect([...frozenNodes(network, ["*_bn", "a.b"])]).toEqual(["block1_conv1_bn", "a.b"]);
  expect(frozenNodes(network, ["*"]).size).toBe(5);
});

it("a function says it of each name", () => {
  expect([...frozenNodes(network, (name) => name.includes("10"))]).toEqual(["block10_conv1"]);
});
