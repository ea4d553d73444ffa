import { expect, it, vi } from "vitest";

import { command } from "./command.ts";

interface DoctorJson {
  readonly machine: { readonly node: string; readonly cores: number; readonly memory: number };
  readonly checks: readonly {
    readonly name: string;
    readonly works: boolean;
    readonly needed: boolean;
    readonly detail: string;
    readonly remedy?: string;
  }[];
  readonly ready: boolean;
}

it("doctor says of TensorFlow what was found and where, or the command that brings it", async () => {
  const tensorflow = async (): Promise<DoctorJson["checks"][number] | undefined> => {
    const { checks } = JSON.parse((await command(["doctor", "--json"])).out) as DoctorJson;
    return checks.find(({ name }) => name === "backend tensorflow");
  };
  vi.stubEnv("TENSORFLOW_PATH", "/nowhere");
  const absent = await tensorflow();
  vi.unstubAllEnvs();
  expect(absent).toMatchObject({
    works: false,
    needed: false,
    detail: "TENSORFLOW_PATH names /nowhere, where there is no library of TensorFlow.",
  });
  expect(absent?.remedy).toContain("pip install tensorflow-cpu");
  const { works, detail } = (await tensorflow()) ?? {};
  if (works) expect(detail).toMatch(/^TensorFlow \d+\.\d+\.\d+ on (CPU|a GPU).*, found by .+ in \/.+/);
  else expect(detail).toContain("TensorFlow");
});

it("doctor tells as JSON what works, and for what does not what mends it", async () => {
  const { status, out } = await command(["doctor", "--json"]);
  const { machine, checks, ready } = JSON.parse(out) as DoctorJson;
  expect(status).toBe(ready ? 0 : 1);
  expect(machine.node).toBe(process.versions.node);
  expect(machine.cores).toBeGreaterThan(0);
  expect(checks.map(({ name }) => name)).toEqual([
    "node",
    "sharp (reads images)",
    "backend cpu",
    "backend wasm",
    "backend webgpu",
    "backend tensorflow",
  ]);
  // What these tests run on themselves.
  expect(checks.filter(({ needed }) => needed).every(({ works }) => works)).toBe(true);
  expect(ready).toBe(true);
  for (const { works, remedy } of checks) expect(remedy === undefined).toBe(works);
});

it("doctor says the same to people", async () => {
  const { out } = await command(["doctor"]);
  expect(out).toMatch(/^node +\d+\.\d+\.\d+\ncpu +\d+ cores, /);
  expect(out).toMatch(/\nworks {3}backend wasm: /);
  expect(out).toContain("All that is needed works.");
});
