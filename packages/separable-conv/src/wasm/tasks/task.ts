// A task of a program, as the words that the module reads: what it is, how many bytes it takes, its fields.

export type Task = Int32Array;

/** Kinds of tasks, as assembly/program/run.ts numbers them. */
export const taskKind = {
  convolve: 1,
  convolveDepthwise: 2,
  convolveBlocks: 3,
  convolveInPlace: 4,
  packPanels: 5,
  turnFilter: 6,
  filterChannels: 10,
  pool: 11,
  poolImage: 12,
  combine: 13,
  activate: 14,
  softmax: 15,
  scaleChannels: 16,
  placeImage: 17,
  enlarge: 18,
  filterGradient: 40,
  foldPatches: 41,
  depthwiseGradient: 42,
  batchStatistics: 43,
  batchNormalise: 44,
  batchNormSums: 45,
  batchNormBack: 46,
  reluGradient: 47,
  maxPoolGradient: 48,
  addSlices: 50,
  filterGradientInPlace: 51,
  movingAverage: 52,
} as const;

/** A task with its fields in the order of its class in assembly/; floats as `float` gives them. */
export function makeTask(kind: keyof typeof taskKind, fields: readonly number[]): Task {
  return Int32Array.of(taskKind[kind], 4 * (fields.length + 2), ...fields);
}

const bits = new DataView(new ArrayBuffer(4));

/** The word that holds a float. */
export function float(value: number): number {
  bits.setFloat32(0, value);
  return bits.getInt32(0);
}

/** Several tasks one after the other: a program. */
export function joinTasks(tasks: readonly Task[]): Int32Array {
  const program = new Int32Array(tasks.reduce((words, task) => words + task.length, 0));
  let at = 0;
  for (const task of tasks) {
    program.set(task, at);
    at += task.length;
  }
  return program;
}
