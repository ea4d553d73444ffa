import { arch, availableParallelism, cpus, platform, release, totalmem } from "node:os";

/** The machine, as a measurement has to name it. */
export interface Machine {
  readonly node: string;
  readonly cpu: string;
  /** Cores that this process may use. */
  readonly cores: number;
  /** Bytes. */
  readonly memory: number;
  /** Operating system, its release and the processor's architecture. */
  readonly system: string;
}

export function describeMachine(): Machine {
  return {
    node: process.versions.node,
    cpu: cpus()[0]?.model.trim() ?? "unknown",
    cores: availableParallelism(),
    memory: totalmem(),
    system: `${platform()} ${release()} ${arch()}`,
  };
}

/** Bytes as GB with one digit. */
export const formatGigabytes = (bytes: number): string => `${(bytes / 1e9).toFixed(1)} GB`;
