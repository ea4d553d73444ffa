// Each thing that the commands need, tried.
import { existsSync } from "node:fs";

import { diagnoseBackends } from "@xception/backends/node";

import { describeMachine, type Machine } from "./describe-machine.ts";

export interface Check {
  readonly name: string;
  readonly works: boolean;
  /** Nothing works without it; the rest is a matter of speed. */
  readonly needed: boolean;
  /** A version, or why it does not work. */
  readonly detail: string;
  /** What mends it. */
  readonly remedy?: string;
}

export interface Examination {
  readonly machine: Machine;
  readonly checks: readonly Check[];
  /** Whether all that is needed works. */
  readonly ready: boolean;
}

const oldestNode = [20, 19] as const;

/** Tries everything; nothing is thrown. */
export async function examine(): Promise<Examination> {
  const backends = (await diagnoseBackends()).map(({ name, available, detail, remedy }): Check => ({
    name: `backend ${name}`,
    works: available,
    needed: name !== "webgpu" && name !== "tensorflow",
    detail: available && name === "tensorflow" ? withUnusedCard(detail) : detail,
    ...(remedy !== undefined && { remedy }),
  }));
  const checks = [checkNode(), await checkSharp(), ...backends];
  return { machine: describeMachine(), checks, ready: checks.every(({ works, needed }) => works || !needed) };
}

/** Where the driver of NVIDIA's graphics cards says its version, under Linux. */
const nvidiaDriver = "/proc/driver/nvidia/version";

/** A TensorFlow that works on the processor beside an idle graphics card works, but hardly as it was meant to. */
export function withUnusedCard(detail: string, driver = nvidiaDriver): string {
  if (/\bGPU\b/.test(detail) || !existsSync(driver)) return detail;
  return `${detail}; the graphics card that is here is not used: pip install 'tensorflow[and-cuda]'`;
}

function checkNode(): Check {
  const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
  const works = major > oldestNode[0] || (major === oldestNode[0] && minor >= oldestNode[1]);
  const detail = `${process.versions.node}, ${oldestNode.join(".")} or newer is needed`;
  return { name: "node", works, needed: true, detail, ...(works ? {} : { remedy: "npx node@22 --version, or https://nodejs.org" }) };
}

async function checkSharp(): Promise<Check> {
  try {
    const { default: sharp } = await import("sharp");
    return { name: "sharp (reads images)", works: true, needed: true, detail: `libvips ${sharp.versions.vips}` };
  } catch (error) {
    const remedy = "pnpm install --frozen-lockfile (not with --no-optional)";
    return { name: "sharp (reads images)", works: false, needed: true, detail: firstLine(error), remedy };
  }
}

const firstLine = (error: unknown): string => (error instanceof Error ? error.message : String(error)).split("\n")[0] ?? "";
