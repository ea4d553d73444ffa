import { existsSync } from "node:fs";
import { join } from "node:path";

import { missingComponent } from "@xception/testing";
import { afterEach, describe, expect, it, vi, type TestContext } from "vitest";

import { command, jsonLines, temporaryFolder } from "./command.ts";
import { writeColourModel } from "./images.ts";

// Each contestant is a process that has to start on a busy machine.
vi.setConfig({ testTimeout: 120_000 });
afterEach(() => {
  vi.unstubAllEnvs();
});

function requireBuilt(skip: TestContext["skip"]): void {
  const isBuilt = existsSync(new URL("../dist/main.js", import.meta.url));
  if (!isBuilt) skip(missingComponent("xception benchmark starts itself as it was built. Run `pnpm build`."));
}

describe("benchmark", () => {
  it.for([
    ["a prediction", []],
    ["a step of training", ["--train"]],
  ] as const)("times %s of each contestant in its own process, and says why one does not start", async ([, flags], { skip }) => {
    requireBuilt(skip);
    vi.stubEnv("TENSORFLOW_PATH", "/nowhere");
    const weights = await writeColourModel(join(await temporaryFolder(), "colours.safetensors"));
    const call = ["benchmark", "--weights", weights, "--executor", "wasm", "tensorflow", "--threads", "1", "--rounds", "2", "--batch", "3"];
    const { status, out, error } = await command([...call, ...flags, "--json"]);
    expect(error).toContain("3 x 16 x 16 x 3, medians of 2 turns\n");
    expect(status).toBe(0);
    const rows = jsonLines(out) as Record<string, unknown>[];
    const [wasm] = rows;
    expect(wasm).toEqual({
      ...{ executor: "wasm", threads: 1, precision: "float32", size: 16, batch: 3, train: flags.length > 0 },
      medianMs: expect.any(Number) as number,
      imagesPerSecond: expect.closeTo(3000 / (wasm?.["medianMs"] as number), 6) as number,
      firstMs: expect.any(Number) as number,
      peakBytes: expect.any(Number) as number,
    });
    expect(rows.find(({ precision }) => precision === "bfloat16")).toMatchObject({
      medianMs: null,
      problem: expect.stringContaining("TENSORFLOW_PATH names /nowhere, where there is no library of TensorFlow.") as string,
    });
  });

  it("prints a table for people, and ends with 1 where nothing runs", async ({ skip }) => {
    requireBuilt(skip);
    vi.stubEnv("TENSORFLOW_PATH", "/nowhere");
    const weights = await writeColourModel(join(await temporaryFolder(), "colours.safetensors"));
    const call = ["benchmark", "--weights", weights, "--threads", "1", "--rounds", "1", "--precision"];
    const ran = await command([...call, "int8"]);
    expect(ran.out).toMatch(
      /^executor +threads +precision +ms +of the best +images\/s +first ms +peak MB\n─+\nwasm +1 +int8 +[\d.]+ +1\.00 x /,
    );
    const failed = await command([...call, "bfloat16"]);
    expect(failed.out).toMatch(/^\ndid not run\ntensorflow, bfloat16, 1 thread: \[startBackend\] TENSORFLOW_PATH names \/nowhere, /);
    expect([ran.status, failed.status]).toEqual([0, 1]);
  });

  it.each([
    [["--executor", "magic"], '[benchmark] --executor came as "magic". Choose some of wasm, tensorflow, webgpu, interpret, cpu.'],
    [
      ["--variant", "xception", "--weights", "a.h5"],
      "[benchmark] both --weights and --variant came, but one network was expected. Leave one of the two out.",
    ],
    [["--rounds", "0"], '[xception] --rounds came as "0", but a whole number from 1 was expected. Give one.'],
  ])("answers %j with one sentence and 2", async (argv, sentence) => {
    expect(await command(["benchmark", ...argv])).toMatchObject({ status: 2, error: `${sentence}\n` });
  });
});
