import { buildXception } from "@xception/xception";
import { expect, it } from "vitest";

import { freezePatterns } from "./freeze-patterns.ts";

const network = buildXception({ inputSize: 71, classes: 2, width: 1 / 32 });

it("turns the flows of the paper into the blocks that they are", () => {
  expect(freezePatterns(network, ["entry"])).toEqual(["block1_*", "block2_*", "block3_*", "block4_*"]);
  expect(freezePatterns(network, ["middle"])).toEqual(Array.from({ length: 8 }, (_, module) => `block${module + 5}_*`));
  expect(freezePatterns(network, ["exit"])).toEqual(["block13_*", "block14_*"]);
});

it("leaves patterns of layer names as they are", () => {
  expect(freezePatterns(network, ["block2_*", "entrance"])).toEqual(["block2_*", "entrance"]);
});
