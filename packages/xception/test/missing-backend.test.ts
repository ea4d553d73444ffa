// In a file of its own, where no backend is ever started.
import { initialise } from "@xception/network";
import { buildXception, MissingBackendError, variantOptions, Xception } from "@xception/xception";
import { expect, it } from "vitest";

const sentence = (caller: string): MissingBackendError =>
  new MissingBackendError(
    `[${caller}] TensorFlow.js has no backend to compute with. Start one first: await startBackend("wasm"), from @xception/backends/node or /browser; or pass { executor: "wasm" }, which needs none.`,
  );

it("says how to start a backend where none is, before it opens a file", async () => {
  const network = buildXception(variantOptions("xception-mnist"));
  await expect(Xception.load("model.keras")).rejects.toThrow(sentence("Xception.load"));
  await expect(Xception.from({ network, parameters: initialise(network, { seed: 1 }) })).rejects.toThrow(sentence("Xception.from"));
});

it("needs none for the executor wasm", async () => {
  const network = buildXception(variantOptions("xception-mnist"));
  const xception = await Xception.from({ network, parameters: initialise(network, { seed: 1 }) }, { executor: "wasm", threads: 2 });
  const { shape } = await xception.predict({ shape: [1, 28, 28, 1], data: new Float32Array(784) });
  expect(shape).toEqual([1, 10]);
  expect(xception.description).toMatch(/^wasm, .* 2 threads$/);
  xception.dispose();
});
