export { answerLines } from "./answer-lines.ts";
export { benchOptions, type BenchOptions } from "./bench-options.ts";
export { forkTogether, type Forked } from "./fork-together.ts";
export { interleave, type Contestant, type Rounds, type Timing } from "./interleave.ts";
export { kernelSets, type KernelSets } from "./kernel-sets.ts";
export { largestDifference } from "./largest-difference.ts";
export { createMatrixProduct, type MatrixProduct } from "./matrix-product.ts";
export { createReport, type Report, type Row } from "./report.ts";
