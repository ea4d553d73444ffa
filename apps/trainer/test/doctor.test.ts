import { expect, it } from "vitest";

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
