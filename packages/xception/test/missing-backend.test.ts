// In a file of its own, where no backend is ever started.
import { initialise } from "@xception/network";
import { buildXception, MissingBackendError, variantOptions, Xception } from "@xception/xception";
import { expect, it } from "vitest";

const sentence = (caller: string): MissingBackendError =>
  new MissingBackendError(
    `[${caller}] TensorFlow.js has no backend to compute with. Start one first: await startBackend("wasm"), from @xception/backends/node or /browser.`,
  );

it("says how to start a backend where none is, before it opens a file", async () => {
  const network = buildXception(variantOptions("xception-mnist"));
  await expect(Xception.load("model.keras")).rejects.toThrow(sentence("Xception.load"));
  await expect(Xception.from({ network, parameters: initialise(network, { seed: 1 }) })).rejects.toThrow(sentence("Xception.from"));
});
