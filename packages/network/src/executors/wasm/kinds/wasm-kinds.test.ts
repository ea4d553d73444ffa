import { expect, it } from "vitest";

import { nodeKinds } from "../../../nodes/node-kinds.ts";
import { wasmKinds } from "./wasm-kinds.ts";

it("has tasks for every kind but those whose values are others'", () => {
  const none = ["input", "dropout", "flatten", "reshape"];
  expect([...wasmKinds.keys()].sort()).toEqual([...nodeKinds.keys()].filter((kind) => !none.includes(kind)).sort());
});
