// What a function of tensors did, as a list to do again: kernels called straight, without the engine's bookkeeping of tensors, scopes and tape,
// which takes longer than many a kernel of a small network.
import * as tf from "@tensorflow/tfjs-core";
import type { CapturedRun } from "@xception/separable-conv";

import { disposePrograms, type LinkedProgram, type LinkedPrograms } from "./linked-program.ts";

/** A buffer of the backend's, as a kernel's inputs name it: once for each shape that it is seen in. */
export class Place {
  dataId: tf.DataId | undefined;
  /** As it was made; unknown of what the function does not make by kernels. */
  readonly shape: readonly number[];
  readonly #views: tf.TensorInfo[] = [];

  constructor(shape: readonly number[] = []) {
    this.shape = shape;
  }

  /** It with a shape and type, whatever it holds when that is used. */
  as({ shape, dtype }: Pick<tf.TensorInfo, "shape" | "dtype">): tf.TensorInfo {
    const isSame = (view: tf.TensorInfo): boolean => view.dtype === dtype && view.shape.join() === shape.join();
    let view = this.#views.find(isSame);
    if (!view) this.#views.push((view = { shape: [...shape], dtype, dataId: this.dataId as tf.DataId }));
    return view;
  }

  hold(dataId: tf.DataId): void {
    this.dataId = dataId;
    for (const view of this.#views) view.dataId = dataId;
  }
}

export interface KernelInstruction {
  readonly kind: "kernel";
  readonly kernel: tf.KernelFunc;
  /** What the kernel is called with, its inputs' buffers as they are then. */
  readonly run: Parameters<tf.KernelFunc>[0];
  readonly inputs: readonly Place[];
  readonly outputs: readonly Place[];
  /** What it did, where that can be done without the kernel. */
  readonly captured: CapturedRun | undefined;
}

export type Instruction =
  | KernelInstruction
  | { readonly kind: "numbers"; readonly place: Place; readonly shape: number[]; readonly compute: () => Float32Array }
  | { readonly kind: "free"; readonly place: Place }
  /** A buffer that a program then fills. */
  | { readonly kind: "make"; readonly place: Place }
  | { readonly kind: "program"; readonly program: LinkedProgram };

/** A tensor that the function gives. */
export interface Given {
  readonly place: Place;
  readonly shape: number[];
  readonly dtype: tf.DataType;
  /** Whether the buffer is another's too: an argument's, a constant's, or that of a result before it. */
  readonly isShared: boolean;
}

export interface Recording {
  readonly backend: tf.KernelBackend;
  readonly arguments: readonly Place[];
  /** What the function made of values or found, kept for the recording. */
  readonly constants: readonly tf.Tensor[];
  readonly instructions: readonly Instruction[];
  readonly given: readonly Given[];
  readonly programs: LinkedPrograms | undefined;
}

/** Whether a recording can be replayed now: on this backend, and with the kernels and threads that its programs are made for. */
export const fits = ({ backend, programs }: Recording): boolean => backend === tf.backend() && (!programs || programs.host.isCurrent());

/** Frees what a recording keeps. */
export function disposeRecording({ backend, constants, programs }: Recording): void {
  if (programs) disposePrograms(programs, Object.values(tf.engine().registry).includes(backend));
  tf.dispose([...constants]);
}

/** Does again what was recorded. The results belong to no scope; if a kernel fails, nothing is left behind. */
export function replay(
  { backend, arguments: places, instructions, given, programs }: Recording,
  values: readonly tf.Tensor[],
): tf.Tensor[] {
  places.forEach((place, index) => {
    place.hold((values[index] as tf.Tensor).dataId);
  });
  const alive = new Set<Place>();
  const take = (place: Place, dataId: tf.DataId): void => {
    place.hold(dataId);
    alive.add(place);
  };
  try {
    for (const instruction of instructions) {
      switch (instruction.kind) {
        case "kernel": {
          const { kernel, run, outputs } = instruction;
          const results = kernel(run);
          outputs.forEach((place, index) => {
            const result = Array.isArray(results) ? results[index] : results;
            take(place, (result as tf.TensorInfo).dataId); // as many as when it was recorded
          });
          break;
        }
        case "numbers": {
          const { place, shape, compute } = instruction;
          take(place, backend.write(compute(), shape, "float32"));
          break;
        }
        case "make": {
          const { place } = instruction;
          take(place, (programs as LinkedPrograms).host.room(4 * tf.util.sizeFromShape([...place.shape])).dataId);
          break;
        }
        case "program":
          instruction.program.run();
          break;
        case "free":
          alive.delete(instruction.place);
          backend.disposeData(instruction.place.dataId as tf.DataId);
      }
    }
  } catch (error) {
    for (const { dataId } of alive) backend.disposeData(dataId as tf.DataId);
    throw error;
  }
  return given.map(({ place, shape, dtype, isShared }) => {
    const dataId = place.dataId as tf.DataId; // an argument, a constant, or made above
    if (isShared) backend.incRef(dataId);
    return tf.keep(tf.engine().makeTensorFromTensorInfo({ dataId, shape: [...shape], dtype }, backend));
  });
}
