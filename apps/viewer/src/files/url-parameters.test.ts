import { expect, it } from "vitest";

import { readUrlParameters } from "./url-parameters.ts";

it("reads every parameter, addresses from the page's own", () => {
  const address = "http://host/viewer/?model=models/a.keras&labels=/labels.txt&backend=wasm&size=150x200&resize=nearest&fit=crop";
  expect(readUrlParameters(address)).toEqual({
    model: "http://host/viewer/models/a.keras",
    labels: "http://host/labels.txt",
    backend: "wasm",
    preprocessing: { size: [150, 200], resize: "nearest", fit: "crop" },
    complaints: [],
  });
});

it("takes one size for a square", () => {
  expect(readUrlParameters("http://host/?size=150").preprocessing).toEqual({ size: [150, 150] });
});

it("leaves out what the address does not name", () => {
  expect(readUrlParameters("http://host/")).toEqual({ preprocessing: {}, complaints: [] });
});

it.each([
  ["backend=cuda", `[address] backend is "cuda". Choose one of cpu, wasm, webgpu.`],
  ["resize=lanczos", `[address] resize is "lanczos". Choose one of nearest, bilinear, bicubic.`],
  ["fit=pad", `[address] fit is "pad". Choose one of stretch, crop.`],
  ["size=0", `[address] size is "0". Give pixels, such as 150, or height x width, such as 150x200.`],
  ["size=large", `[address] size is "large". Give pixels, such as 150, or height x width, such as 150x200.`],
])("says what %s should be", (query, sentence) => {
  expect(readUrlParameters(`http://host/?${query}`)).toEqual({ preprocessing: {}, complaints: [sentence] });
});
