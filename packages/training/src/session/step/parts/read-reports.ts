import type { Tensor1D } from "@tensorflow/tfjs-core";

/** What a batch's parts report together. */
export interface BatchReport {
  /** Mean over the batch. */
  readonly loss: number;
  /** The class of the highest logit of each image. */
  readonly best: readonly number[];
}

/** Reads the reports of a batch's parts, [1 + N] each, and frees them. */
export async function readReports(reports: readonly Tensor1D[]): Promise<BatchReport> {
  const read = await Promise.all(reports.map(readAndDispose));
  const best = read.flatMap((report) => [...report.subarray(1)]);
  const loss = read.reduce((sum, report) => sum + (report[0] as number) * ((report.length - 1) / best.length), 0);
  return { loss, best };
}

/** The same of several processes, over all of them; reports are those of `reportTogether`. */
export async function readTogether(
  reports: readonly Tensor1D[],
): Promise<{ readonly loss: number; readonly correct: number; readonly size: number; readonly stop: boolean }> {
  const read = await Promise.all(reports.map(readAndDispose));
  const [loss = NaN, correct = 0, size = 0, stop = 0] = [0, 1, 2, 3].map((place) =>
    read.reduce((sum, report) => sum + (report[place] as number), 0),
  );
  return { loss: loss / size, correct, size, stop: stop > 0 };
}

async function readAndDispose(tensor: Tensor1D): Promise<Float32Array> {
  try {
    return await tensor.data<"float32">();
  } finally {
    tensor.dispose();
  }
}
