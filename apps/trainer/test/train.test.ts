import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";

import { describe, expect, it, vi } from "vitest";

import { command, jsonLines, temporaryFolder, type CommandOptions, type CommandResult } from "./command.ts";

// A machine that is busy with other tests trains slowly.
vi.setConfig({ testTimeout: 180_000 });

/** A few images of MNIST, a few steps: enough for every path of the loop. */
const quick = ["--data.limit=160", "--data.testLimit=50", "--batch=16", "--epochs=2", "--network.middleModules=0", "--network.dropout=0.2"];

const train = (out: string, argv: readonly string[], options?: CommandOptions): Promise<CommandResult> =>
  command(["train", "mnist", "--backend", "wasm", "--out", out, ...argv], options);

const read = (folder: string, name: string): Promise<Buffer> => readFile(join(folder, name));

interface ReportJson {
  readonly command: string;
  readonly epochs: readonly { readonly epoch: number; readonly loss: number; readonly accuracy: number; readonly testAccuracy?: number }[];
  readonly test: { readonly images: number; readonly accuracy: number; readonly confusion: readonly (readonly number[])[] };
  readonly images: { readonly train: number; readonly test: number };
}

const readReport = async (folder: string): Promise<ReportJson> => JSON.parse((await read(folder, "report.json")).toString()) as ReportJson;

describe("train", () => {
  it("trains, tests, and writes model, reports, record and checkpoint", async () => {
    const out = join(await temporaryFolder(), "run");
    const { status, out: results, error } = await train(out, [...quick, "--testEvery=1"]);
    expect(error).toContain(`training mnist: 160 images, in ${out}\n`);
    expect(error).toMatch(/\nepoch 1\/2: loss \d\.\d{4}, accuracy \d+\.\d\d %, [\d,]+ images\/s, test accuracy \d+\.\d\d %\n/);
    expect(error).toMatch(/\nepoch 2\/2: loss \d\.\d{4}, accuracy \d+\.\d\d %, [\d,]+ images\/s\n/);
    expect(results).toMatch(/^test accuracy \d+\.\d\d % of 50 images\n$/);
    expect(status).toBe(0);
    expect((await readdir(out)).sort()).toEqual(["checkpoint.safetensors", "model.safetensors", "report.json", "report.md", "run.json"]);

    const report = await readReport(out);
    expect(report.command).toMatch(/^xception train mnist --out \S+ --backend wasm --data\.limit=160 .* --batch=16$/);
    expect(report.images).toEqual({ train: 160, test: 50 });
    expect(report.epochs.map(({ epoch }) => epoch)).toEqual([0, 1]);
    expect(report.test.confusion.flat().reduce((sum, count) => sum + count, 0)).toBe(50);
    const right = report.test.confusion.reduce((sum, row, index) => sum + (row[index] ?? 0), 0);
    expect(report.test.accuracy).toBeCloseTo(right / 50, 10);
    const markdown = (await read(out, "report.md")).toString();
    expect(markdown).toContain(`| Test accuracy | ${(100 * report.test.accuracy).toFixed(2)} % of 50 images |`);

    // What was written is what was tested, with labels and preprocessing.
    const flags = ["--data", "mnist", "--limit", "500", "--json"];
    const evaluated = await command(["evaluate", "--weights", join(out, "model.safetensors"), ...flags]);
    expect(evaluated.status).toBe(0);
    const [some] = jsonLines(evaluated.out) as { images: number }[];
    expect(some?.images).toBe(500);
  });

  it("gives the very parameters on several threads that it gives on one", async () => {
    const folder = await temporaryFolder();
    const [several, one] = [join(folder, "several"), join(folder, "one")];
    expect((await train(several, [...quick, "--epochs=1", "--threads=3"])).status).toBe(0);
    expect((await train(one, [...quick, "--epochs=1", "--threads=1"])).status).toBe(0);
    expect(await read(several, "model.safetensors")).toEqual(await read(one, "model.safetensors"));
  });

  it("interrupted and resumed, gives the very parameters of an unbroken run", async () => {
    const folder = await temporaryFolder();
    const [unbroken, broken] = [join(folder, "unbroken"), join(folder, "broken")];
    expect((await train(unbroken, quick)).status).toBe(0);
    const interrupted = await train(broken, quick, { columns: 100, interruptAt: /epoch 1\/2/ });
    expect(interrupted.status).toBe(130);
    expect(interrupted.error).toContain("stopping: the step is finished and a checkpoint written. Ctrl-C again leaves at once.");
    expect(interrupted.error).toContain(`Go on with: xception train --resume --out ${broken}\n`);
    expect(interrupted.left).toEqual([]);
    expect((await readdir(broken)).sort()).toEqual(["checkpoint.safetensors", "run.json"]);

    const again = await train(broken, quick);
    expect(again).toMatchObject({ status: 2, out: "" });
    expect(again.error).toBe(`[train] ${broken} holds an unfinished run. Go on with --resume, or give --force to begin anew.\n`);

    const resumed = await command(["train", "--resume", "--out", broken]);
    expect(resumed.error).toContain(`going on with mnist: 160 images, in ${broken}\n`);
    expect(resumed.status).toBe(0);
    expect((await read(broken, "model.safetensors")).equals(await read(unbroken, "model.safetensors"))).toBe(true);
    const [a, b] = [await readReport(unbroken), await readReport(broken)];
    const numbers = ({ epochs }: ReportJson): unknown => epochs.map(({ epoch, loss, accuracy }) => ({ epoch, loss, accuracy }));
    expect(numbers(b)).toEqual(numbers(a));
    expect(b.test.confusion).toEqual(a.test.confusion);
  });

  it("goes on on the backend that it was begun on, in parts of a batch as it was begun", async () => {
    const out = join(await temporaryFolder(), "run");
    const call = [...quick, "--epochs=1", "--accumulate=2", "--data.limit=32", "--data.testLimit=10"];
    expect((await command(["train", "mnist", "--backend", "cpu", "--out", out, ...call])).status).toBe(0);
    const resumed = await command(["train", "--resume", "--out", out, "--epochs=2"]);
    expect(resumed).toMatchObject({ status: 0 });
    expect(resumed.error).not.toContain("computing on");
    expect((await read(out, "report.md")).toString()).toMatch(/\| Speed +\| \d+ images\/s on cpu in float32, batch 16 in 2 parts \|/);
    const changed = await command(["train", "--resume", "--out", out, "--accumulate=4"]);
    expect(changed).toMatchObject({ status: 2 });
    expect(changed.error).toContain("[train] --accumulate is 4, but the run in");
  });

  it("computes on wasm where TensorFlow does not pay, and says so", async () => {
    vi.stubEnv("TENSORFLOW_PATH", "/nowhere");
    const out = join(await temporaryFolder(), "run");
    const call = ["train", "mnist", "--out", out, ...quick, "--epochs=1", "--data.limit=16", "--data.testLimit=10", "--threads=1"];
    const { status, error } = await command(call);
    vi.unstubAllEnvs();
    expect(error).toMatch(
      /^computing on wasm: a step of \d+ million multiply-adds is done there as fast as on tensorflow, which pays from 200 million; --backend names another\n/,
    );
    expect(status).toBe(0);
    expect((await readReport(out)).command).toMatch(/^xception train mnist --out \S+ .* --backend wasm$/);
  });

  it("leaves at once at the second Ctrl-C", async () => {
    const out = join(await temporaryFolder(), "run");
    const { left } = await train(out, quick, { columns: 100, interruptAt: /epoch 1\/2/, presses: 2 });
    expect(left).toEqual([130]);
  });

  it("does not write over a finished run unless it is told to, and can make it longer", async () => {
    const out = join(await temporaryFolder(), "run");
    const short = [...quick, "--epochs=1"];
    expect((await train(out, short)).status).toBe(0);
    const again = await train(out, short);
    expect(again).toMatchObject({ status: 2, out: "" });
    expect(again.error).toBe(`[train] ${out} holds a finished run. Name another folder with --out, or give --force to replace it.\n`);
    expect((await train(out, ["--resume", "--epochs=2"])).status).toBe(0);
    expect((await readReport(out)).epochs).toHaveLength(2);
    expect((await train(out, [...short, "--force"])).status).toBe(0);
    expect((await readReport(out)).epochs).toHaveLength(1);
  });

  it("goes on only with what the run was begun with", async () => {
    const out = join(await temporaryFolder(), "run");
    expect((await train(out, quick)).status).toBe(0);
    const batch = await train(out, ["--resume", "--batch=32"]);
    expect(batch.error).toBe(
      `[train] --batch is 32, but the run in ${out} was begun with 16. Leave it out, or begin a run of its own with --out.\n`,
    );
    const recipe = await command(["train", "folder", "--resume", "--out", out]);
    expect(recipe.error).toBe(
      `[train] the recipe is folder, but the run in ${out} was begun with mnist. Leave it out, or begin a run of its own with --out.\n`,
    );
    const weights = await train(out, ["--resume", "--weights", "other.h5"]);
    expect(weights.error).toContain(`[train] --weights is other.h5, but the run in ${out} was begun with none.`);
    expect([batch.status, recipe.status, weights.status]).toEqual([2, 2, 2]);
  });

  it.each([
    [["train", "paper"], /^\[train\] there is no recipe "paper"\. Choose one of mnist, folder, paper\/imagenet, .*\.\n$/],
    [["train", "--epoch", "3"], /^\[train\] there is no option --epoch\. Did you mean --epochs\? Keys of a recipe are data\.kind, .*\.\n$/],
    [
      ["train", "--optimizer.speed=3"],
      /^\[train\] there is no option --optimizer\.speed\. Keys of a recipe are .*, optimizer\.momentum, .*\.\n$/,
    ],
    [["train", "--epochs", "none"], /^\[train\] --epochs came as "none", but a whole number from 1 was expected\. Give that\.\n$/],
    [
      ["train", "--optimizer.kind=lion"],
      /^\[train\] --optimizer\.kind came as "lion", but one of sgd, rmsprop, adam was expected\. Give that\.\n$/,
    ],
    [["train", "--data.mirror=perhaps"], /^\[train\] --data\.mirror came as "perhaps", but true or false was expected\. Give that\.\n$/],
    [["train", "folder"], /^\[train\] --data is missing: a folder with one folder of images a class\. Name it, or mnist\.\n$/],
    [
      ["train", "--out", "/dev/null/run", "--data.limit=10", "--backend", "wasm"],
      /^\[xception\] \/dev\/null\/run cannot be written \(ENOTDIR\)\. Name a place that exists and may be written to\.\n$/,
    ],
    [["train", "--out", "/dev/null"], /^\[train\] --out is \/dev\/null, which is a file, but a folder was expected\. Name another\.\n$/],
    [
      ["train", "--resume", "--out", "nowhere"],
      /^\[train\] --resume came, but nowhere holds no checkpoint\. Leave --resume out to begin, or .*\.\n$/,
    ],
  ])("answers %j with one sentence and 2", async (argv, sentence) => {
    const { status, out, error } = await command(argv);
    expect(error).toMatch(sentence);
    expect({ status, out }).toEqual({ status: 2, out: "" });
  });
});
