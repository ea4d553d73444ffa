import { expect, it } from "vitest";

import { chooseContestants, type ContestantChoice } from "./contestants.ts";

const chosen = (choice: ContestantChoice, processors = 4): string[] =>
  chooseContestants(choice, processors).map(({ executor, threads, precision }) => `${executor} ${threads ?? "-"} ${precision}`);

it("are all that are fast, on one thread and on all", () => {
  expect(chosen({})).toEqual([
    ...["wasm 1 float32", "wasm 4 float32", "wasm 4 int8", "tensorflow 4 float32", "tensorflow 4 bfloat16", "webgpu - float32"],
  ]);
  expect(chosen({}, 1)[1]).toBe("wasm 1 int8");
});

it("of training are those that train", () => {
  expect(chosen({ train: true })).toEqual([
    ...["wasm 1 float32", "wasm 4 float32", "tensorflow 4 float32", "tensorflow 4 bfloat16", "webgpu - float32"],
  ]);
});

it("are those that were asked for, on as many threads and in that precision", () => {
  expect(chosen({ executor: ["cpu", "interpret"] })).toEqual(["interpret 1 float32", "cpu - float32"]);
  expect(chosen({ threads: 2, executor: ["wasm"] })).toEqual(["wasm 2 float32", "wasm 2 int8"]);
  expect(chosen({ precision: "bfloat16" })).toEqual(["tensorflow 4 bfloat16"]);
});

it("must be there", () => {
  expect(() => chosen({ executor: ["abacus"] })).toThrow(
    '[benchmark] --executor came as "abacus". Choose some of wasm, tensorflow, webgpu, interpret, cpu.',
  );
  expect(() => chosen({ executor: ["wasm"], precision: "int8", train: true })).toThrow(
    "[benchmark] of wasm nobody trains in int8. Leave --executor or --precision out.",
  );
});
