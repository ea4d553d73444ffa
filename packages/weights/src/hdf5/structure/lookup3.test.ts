import { expect, it } from "vitest";

import { lookup3 } from "./lookup3.ts";

// The driver of Jenkins' own program prints these for no bytes, and for this sentence.
it.each([
  ["", 0xdeadbeef],
  ["Four score and seven years ago", 0x17770551],
])("gives the author's value for %j", (text, value) => {
  expect(lookup3(new TextEncoder().encode(text))).toBe(value);
});
