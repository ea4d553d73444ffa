import { availableParallelism } from "node:os";

/** A step is many small kernels: how much more than two threads help has not been measured. */
const usual = 2;

/** Threads of a backend for training: as many as asked for, else the usual number for wasm, which is the one that can be told. */
export const trainingThreads = (backend: string, threads: number | undefined): number | undefined =>
  threads ?? (backend === "wasm" ? Math.min(availableParallelism(), usual) : undefined);
