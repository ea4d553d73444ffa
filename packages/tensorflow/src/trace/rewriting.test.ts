import { expect, it } from "vitest";

import { rewriting } from "./rewriting.ts";

it("writes the configuration as Python does", () => {
  const hex = (...values: Parameters<typeof rewriting>): string => Buffer.from(rewriting(...values)).toString("hex");
  expect(hex("float32", false)).toBe("");
  expect(hex("bfloat16", false)).toBe("52055203f80101");
  expect(hex("float16", true)).toBe("52055203b80101");
  expect(hex("float16", false)).toBe("52055203e80101");
  expect(hex("float32", false, false)).toBe("52055203980101");
});

it("refuses a precision that the device does not have", () => {
  expect(() => rewriting("bfloat16", true)).toThrow(
    '[trace] precision came as "bfloat16" on a graphics card, expected float32 or float16. Choose one of these.',
  );
});

it("refuses to mix a precision in without rewriting", () => {
  expect(() => rewriting("bfloat16", false, false)).toThrow(
    '[trace] precision came as "bfloat16" with rewrite: false, expected float32. Leave rewrite out: it changes the precision.',
  );
});
