// --precision, --executor and --backend: what goes together. What TensorFlow computes stands in tensorflow.test.ts.
import { expect, it } from "vitest";

import { command } from "./command.ts";

const clashes = [
  ["int8", "--executor", "interpret", "--precision int8 is computed by the executor wasm, but --executor interpret came as well."],
  ["bfloat16", "--executor", "wasm", "--precision bfloat16 is computed by the executor tensorflow, but --executor wasm came as well."],
  ["int8", "--backend", "webgpu", "--precision int8 is computed by the executor wasm, but --backend webgpu came as well."],
  ["float16", "--backend", "wasm", "--precision float16 is computed by the executor tensorflow, but --backend wasm came as well."],
] as const;

it.each(clashes)("evaluate and predict refuse --precision %s with %s %s", async (precision, option, value, sentence) => {
  const flags = ["--weights", "none.keras", "--precision", precision, option, value];
  const evaluated = await command(["evaluate", "--data", "mnist", ...flags]);
  expect(evaluated).toMatchObject({ status: 2, error: `[evaluate] ${sentence} Leave one of the two out.\n` });
  const predicted = await command(["predict", "none.jpg", ...flags]);
  expect(predicted).toMatchObject({ status: 2, error: `[predict] ${sentence} Leave one of the two out.\n` });
});

it("predict refuses an executor on the backend of another", async () => {
  const { status, error } = await command(["predict", "none.jpg", "--executor", "wasm", "--backend", "cpu"]);
  expect(error).toBe("[predict] the executor wasm has a backend of its own, but --backend cpu came as well. Leave one of the two out.\n");
  expect(status).toBe(2);
});

it("train refuses bfloat16 on another backend than TensorFlow, and precisions that nobody trains in", async () => {
  const other = await command(["train", "mnist", "--precision", "bfloat16", "--backend", "wasm", "--out", "/dev/null/run"]);
  expect(other).toMatchObject({
    status: 2,
    error:
      "[train] --precision bfloat16 is computed by tensorflow, but the backend is wasm. Give --backend tensorflow, or leave --precision out.\n",
  });
  const rounded = await command(["train", "mnist", "--precision", "int8"]);
  expect(rounded).toMatchObject({
    status: 2,
    error: '[train] --precision came as "int8", but one of float32, bfloat16, float16 was expected. Give that.\n',
  });
});
