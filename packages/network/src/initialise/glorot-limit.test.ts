import { describe, expect, it } from "vitest";

import { golden } from "../../test/golden.ts";
import { glorotLimit } from "./glorot-limit.ts";

describe("glorotLimit", () => {
  it.each(golden.glorot)("is Keras' for $shape", ({ shape, limit }) => {
    expect(glorotLimit(shape)).toBeCloseTo(limit, 15);
  });
});
