// Which words of a task are addresses, so that a task can be moved to other tensors.
import { taskKind, type Task } from "./task.ts";

/** Words before the fields: the kind and the number of bytes. */
const head = 2;

/** By kind: the places of the fields that are addresses, or 0 for nothing. Windows are fifteen fields. */
const addressFields: Partial<Record<keyof typeof taskKind, readonly number[]>> = {
  convolve: [15, 17, 18, 19, 21, 25, 26, 32, 34],
  convolveDepthwise: [15, 17, 18, 19],
  convolveInPlace: [15, 17, 18, 19, 21],
  packPanels: [2, 5],
  turnFilter: [3, 4],
  filterChannels: [15, 17, 18, 19],
  pool: [15, 17],
  poolImage: [3, 5],
  combine: [4, 5, 6],
  activate: [2, 4],
  filterGradient: [15, 16, 17],
  filterGradientInPlace: [15, 16, 17],
  foldPatches: [15, 16, 17],
  depthwiseGradient: [15, 16, 17],
  batchStatistics: [2, 3],
  batchNormalise: [2, 3, 5, 6, 7, 8, 9],
  batchNormSums: [2, 3, 5, 6, 7, 8, 9, 10, 11, 13],
  batchNormBack: [2, 3, 5, 6, 7, 8, 9, 10, 11, 13],
  reluGradient: [1, 2, 3],
  maxPoolGradient: [15, 16, 17],
  addSlices: [2, 3],
  movingAverage: [1, 2, 3],
};

const byNumber = new Map(Object.entries(addressFields).map(([name, fields]) => [taskKind[name as keyof typeof taskKind], fields]));

/** The words of a task that hold addresses, those of nothing left out; undefined for kinds that stay where they are. */
export function addressWords(task: Task): number[] | undefined {
  const fields = byNumber.get(task[0] as (typeof taskKind)[keyof typeof taskKind]);
  return fields?.map((field) => field + head).filter((word) => task[word] !== 0);
}
