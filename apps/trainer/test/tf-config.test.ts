// Processes that TF_CONFIG places, each started by itself as on machines of their own: the command as it is built.
import { spawn } from "node:child_process";
import { readdir } from "node:fs/promises";
import { join } from "node:path";

import { findTensorFlow } from "@xception/tensorflow";
import { freeAddresses } from "@xception/tensorflow";
import { missingComponent } from "@xception/testing";
import { expect, it, onTestFinished } from "vitest";

import { commandFile } from "../src/terminal/command-file.ts";
import { temporaryFolder } from "./command.ts";
import { goOn } from "./go-on.ts";

interface Placed {
  readonly ended: Promise<{ readonly status: number | null; readonly error: string }>;
  readonly terminate: () => void;
}

function start(argv: readonly string[], place: object, heard: (error: string) => void): Placed {
  const env = { ...process.env, TF_CONFIG: JSON.stringify(place), TF_CPP_MIN_LOG_LEVEL: "3" };
  const child = spawn(process.execPath, [commandFile(), ...argv], { stdio: ["ignore", "ignore", "pipe"], env });
  onTestFinished(() => void child.kill("SIGKILL"));
  let error = "";
  child.stderr.on("data", (chunk: Buffer) => {
    error += chunk.toString();
    heard(error);
  });
  return {
    ended: new Promise((resolve) => {
      child.on("close", (status) => {
        resolve({ status, error });
      });
    }),
    terminate: () => child.kill("SIGTERM"),
  };
}

it("a SIGTERM to any process ends all of them after the same step, with a checkpoint that one process goes on from", async ({ skip }) => {
  try {
    findTensorFlow();
  } catch (error) {
    skip(missingComponent(String(error)));
  }
  const out = join(await temporaryFolder(), "run");
  const quick = ["--data.limit=96", "--data.testLimit=51", "--batch=16", "--network.middleModules=0"];
  const worker = await freeAddresses(2);
  const argv = ["train", "mnist", "--out", out, ...quick, "--epochs=500"];
  const place = (index: number): object => ({ cluster: { worker }, task: { type: "worker", index } });
  const second = start(argv, place(1), () => undefined);
  let told = false; // a second one would leave at once
  const first = start(argv, place(0), (error) => {
    if (told || !error.includes("epoch 1/500:")) return;
    told = true;
    second.terminate();
  });
  const [spoke, silent] = await Promise.all([first.ended, second.ended]);
  expect(silent).toEqual({ status: 143, error: "" });
  expect(spoke.error).toContain(`Go on with: xception train --resume --out ${out}`);
  expect(spoke.status).toBe(130);
  expect((await readdir(out)).sort()).toEqual(["checkpoint.safetensors", "run.json"]);
  expect(await goOn(out)).toMatchObject({ status: 0 });
});
