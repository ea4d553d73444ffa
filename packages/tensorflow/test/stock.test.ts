// TensorFlow.js' own tests of all that a backend takes part in, on TensorFlow.
import { readdirSync } from "node:fs";

import { registerTensorFlowBackend } from "@xception/tensorflow";
import { expect, it } from "vitest";

import { missingTensorFlow } from "./missing-tensorflow.ts";
import { bundleStockTests, publishedFolder } from "./stock/bundle-stock-tests.ts";
import { declareStockTests } from "./stock/declare-stock-tests.ts";
import { leftOut } from "./stock/left-out.ts";

const reason = missingTensorFlow();
// Of tests of saving, platforms and tools no backend is the subject.
const subjects = /^(ops|optimizers)\/.*_test\.js$|^(gradients|variable|tensor|engine|debug_mode)_test\.js$/;

if (reason === undefined) {
  registerTensorFlowBackend();
  const files = readdirSync(publishedFolder, { recursive: true, encoding: "utf8" }).filter((file) => subjects.test(file));
  const titles = declareStockTests(await bundleStockTests(files.sort()), "tensorflow", leftOut);

  it("leaves out only tests that there are", () => {
    const unknown = Object.keys(leftOut).filter(
      (key) => ![...titles].some((title) => title === key || title.startsWith(key.replace(/…$/, ""))),
    );
    expect(unknown).toEqual([]);
    expect(titles.size).toBeGreaterThan(3000);
  });
} else {
  it("passes TensorFlow.js' own tests", ({ skip }) => {
    skip(reason);
  });
}
