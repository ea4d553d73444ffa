// Training in several processes, which are the command as it is built.
import { readFile, readdir } from "node:fs/promises";
import { join } from "node:path";

import { findTensorFlow } from "@xception/tensorflow";
import { missingComponent } from "@xception/testing";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";

import { command, temporaryFolder } from "./command.ts";
import { goOn } from "./go-on.ts";
import { killWorker } from "./kill-worker.ts";

vi.setConfig({ testTimeout: 180_000 });

const quick = ["--data.limit=96", "--data.testLimit=51", "--batch=16", "--epochs=2", "--network.middleModules=0"];

const readReport = async (
  folder: string,
): Promise<{ command: string; workers: number; backend: string; epochs: { epoch: number; loss: number }[]; test: { images: number } }> =>
  JSON.parse(await readFile(join(folder, "report.json"), "utf8")) as never;

const whole = ["checkpoint.safetensors", "model.safetensors", "report.json", "report.md", "run.json"];

describe("several workers", () => {
  beforeEach(({ skip }) => {
    try {
      findTensorFlow();
    } catch (error) {
      skip(missingComponent(String(error)));
    }
  });

  it("train and write one run, and another number of them goes on with it", async () => {
    const out = join(await temporaryFolder(), "run");
    const begun = await command(["train", "mnist", "--out", out, ...quick, "--workers", "2", "--sync-statistics"]);
    expect(begun.error).toMatch(/^training in 2 processes, on \d+ threads? each: \d+, \d+\n/);
    expect(begun.error).toMatch(/\nepoch 2\/2: loss \d\.\d{4}, accuracy \d+\.\d\d %, [\d,]+ images\/s\n/);
    expect(begun.out).toMatch(/^test accuracy \d+\.\d\d % of 51 images\n$/);
    expect(begun.status).toBe(0);
    expect((await readdir(out)).sort()).toEqual(whole);
    const report = await readReport(out);
    expect(report.test.images).toBe(51);
    expect(report.command).toMatch(/ --workers 2 .*--syncStatistics=true/);
    expect(report.workers).toBe(2);
    expect(await readFile(join(out, "report.md"), "utf8")).toContain("| Workers | 2 processes, each on its part of every batch |");

    const resumed = await command(["train", "--resume", "--out", out, "--epochs=3"]);
    expect(resumed).toMatchObject({ status: 0 });
    const { epochs, workers } = await readReport(out);
    expect(workers).toBe(1);
    expect(epochs.map(({ epoch }) => epoch)).toEqual([0, 1, 2]);
    expect(epochs.slice(0, 2)).toEqual(report.epochs);
  });

  it("train on wasm too, and three of them", async () => {
    const out = join(await temporaryFolder(), "run");
    const trained = await command(["train", "mnist", "--out", out, ...quick, "--batch=12", "--workers", "3", "--backend", "wasm"]);
    expect(trained.error).toMatch(/^training in 3 processes, on 1 thread each: /);
    expect(trained).toMatchObject({ status: 0, left: [] });
    expect(await readReport(out)).toMatchObject({ workers: 3, backend: "wasm", test: { images: 51 } });
  });

  it("are all ended by Ctrl-C, with a checkpoint that goes on", async () => {
    const out = join(await temporaryFolder(), "run");
    const interrupted = await command(["train", "mnist", "--out", out, ...quick, "--epochs=50", "--workers", "2"], {
      interruptAt: /epoch 1\/50:/,
    });
    expect(interrupted.status).toBe(130);
    expect(interrupted.error).toContain("stopping: the step is finished and a checkpoint written. Ctrl-C again leaves at once.\n");
    expect(interrupted.error).toContain(`Go on with: xception train --resume --out ${out}`);
    expect((await readdir(out)).sort()).toEqual(["checkpoint.safetensors", "run.json"]);
    expect(await goOn(out, ["--workers", "2"])).toMatchObject({ status: 0 });
    expect((await readdir(out)).sort()).toEqual(whole);
  });

  it.each([1, 2])("of which one is killed leave a checkpoint that goes on, and no process (seed %i)", async (seed) => {
    const { error, status, victim, left, files, resumed } = await killWorker(join(await temporaryFolder(), "run"), quick, seed);
    expect(error).toContain(`[train] worker ${victim} of 2 was ended by SIGKILL, so that all were ended.`);
    expect({ status, left }).toEqual({ status: 1, left: [] });
    expect(files).toEqual(["checkpoint.safetensors", "run.json"]);
    expect(resumed).toMatchObject({ status: 0 });
  });
});

describe("workers that cannot be", () => {
  afterEach(() => {
    vi.unstubAllEnvs();
  });

  const cluster = { worker: ["127.0.0.1:1", "127.0.0.1:2"] };
  it.each<[string[], string | undefined, string]>([
    [["--workers", "0"], undefined, '[xception] --workers came as "0", but a whole number from 1 was expected. Give one.\n'],
    [
      ["--workers", "2", "--backend", "wasm", "--sync-statistics"],
      undefined,
      "[train] --sync-statistics came, but 2 workers on wasm meet once a step: tensorflow was expected. Give --backend tensorflow, or leave --sync-statistics out.\n",
    ],
    [
      ["--workers", "3", "--batch=16"],
      undefined,
      "[train] --batch is 16, but 3 workers divide it: a multiple of 3 was expected. Change --batch or the number of workers.\n",
    ],
    [[], "{", '[TF_CONFIG] its value is "{", expected JSON. Mend it, or unset TF_CONFIG to run alone.\n'],
    [
      ["--workers", "2"],
      JSON.stringify({ cluster, task: { type: "worker", index: 0 } }),
      "[train] --workers came, but TF_CONFIG names 2 workers already. Leave --workers out, or unset TF_CONFIG.\n",
    ],
  ])("are refused with one sentence: %j with TF_CONFIG %s", async (argv, config, sentence) => {
    vi.stubEnv("TF_CONFIG", config);
    const out = join(await temporaryFolder(), "run");
    expect(await command(["train", "mnist", "--out", out, ...argv])).toEqual({ status: 2, out: "", error: sentence, left: [] });
  });
});
