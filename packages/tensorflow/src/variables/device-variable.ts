// A value that stays in TensorFlow, under a name, and is replaced there: TensorFlow's resource variables. A traced function reads and assigns
// to it within its one operation, so that the value before is freed as soon as nothing needs it, and not when the function has ended.
import * as tf from "@tensorflow/tfjs-core";

import { requireTensorFlowBackend } from "../backend/require-tensorflow-backend.ts";
import type { TensorFlowBackend } from "../backend/tensorflow-backend.ts";
import { toTensorFlowType } from "../backend/type-names.ts";
import { attributeKinds, type Attribute } from "../binding/attribute.ts";
import type { OperationRunner } from "../binding/binding.ts";
import { TraceError } from "../trace/trace-error.ts";

/** The caller disposes of it; nothing else does, no scope and no garbage collector. */
export interface DeviceVariable {
  /**
   * Its value, which later assignments leave as it is; no copy. Within a traced function: the value at the start of each call, or the one
   * that the function has assigned.
   */
  read(): tf.Tensor;
  /**
   * As `read`, of a value that is about to be replaced: the next one may be computed where it lies, once nothing else needs it. The variable
   * has none until one is assigned.
   */
  take(): tf.Tensor;
  /** Gives it another value, of the same shape and type. Within a traced function that is done at each call, once. */
  assign(value: tf.Tensor): void;
  dispose(): void;
}

/** What a recording knows of a variable, by numbers. */
interface Recorded {
  readonly read: number;
  taken?: number | undefined;
  assigned?: number;
}

let made = 0;

/**
 * Makes a variable that traced functions may replace while they run. Such a function that fails may have replaced some of its variables
 * and not others, and one that runs on another thread must not be interfered with.
 *
 * @param initial  which stays the caller's
 * @throws TypeError where another backend is current
 *
 * @example
 * const weights = deviceVariable(tf.zeros([2]));
 * const descend = trace((gradient: tf.Tensor) => {
 *   weights.assign(tf.sub(weights.take(), gradient));
 *   return [];
 * });
 */
export function deviceVariable(initial: tf.Tensor): DeviceVariable {
  const variable = new Resource(requireTensorFlowBackend(tf.backend()), initial);
  variable.assign(initial);
  return variable;
}

class Resource implements DeviceVariable {
  readonly #backend: TensorFlowBackend;
  readonly #shape: readonly number[];
  readonly #dtype: tf.DataType;
  readonly #type: Attribute;
  /** TensorFlow finds it by its name, in a recording too. */
  readonly #named: readonly Attribute[];
  readonly #recorded = new WeakMap<OperationRunner, Recorded>();

  constructor(backend: TensorFlowBackend, { shape, dtype }: tf.Tensor) {
    this.#backend = backend;
    this.#shape = [...shape];
    this.#dtype = dtype;
    this.#type = backend.typeAttribute("dtype", dtype);
    this.#named = [
      { name: "container", type: attributeKinds.string, value: "" },
      { name: "shared_name", type: attributeKinds.string, value: `device_variable_${made++}` },
      this.#type,
      { name: "shape", type: attributeKinds.shape, value: this.#shape },
    ];
  }

  read(): tf.Tensor {
    const { recorder } = this.#backend;
    if (!recorder) return this.#adopt(this.#readNow());
    const { read, assigned = read } = this.#recording(recorder);
    return this.#adopt(assigned);
  }

  take(): tf.Tensor {
    const value = this.read();
    const { recorder } = this.#backend;
    if (recorder) {
      const recorded = this.#recording(recorder);
      recorded.taken ??= this.#run("DestroyResourceOp", [], [], [recorded.read]);
    } else this.dispose();
    return value;
  }

  assign(value: tf.Tensor): void {
    if (!tf.util.arraysEqual(value.shape, [...this.#shape]) || value.dtype !== this.#dtype) {
      throw new TypeError(
        `[deviceVariable] ${value.dtype} of shape [${value.shape.join(", ")}] came, expected ${this.#dtype} of shape [${this.#shape.join(", ")}]. Make another variable for it.`,
      );
    }
    const { recorder } = this.#backend;
    const recorded = recorder && this.#recording(recorder);
    if (recorded?.assigned !== undefined) {
      throw new TraceError("[deviceVariable] a traced function assigns to a variable for the second time. Assign the last value only.");
    }
    const id = this.#backend.idOf(value.dataId);
    this.#run("AssignVariableOp", [this.#type], [id], recorded ? [recorded.taken ?? recorded.read] : []);
    if (recorded) recorded.assigned = id;
  }

  dispose(): void {
    this.#run("DestroyResourceOp", [], [], []);
  }

  #recording(recorder: OperationRunner): Recorded {
    let recorded = this.#recorded.get(recorder);
    if (!recorded) this.#recorded.set(recorder, (recorded = { read: this.#readNow() }));
    return recorded;
  }

  #readNow(): number {
    return this.#withHandle((handle) => this.#outputOf("ReadVariableOp", [this.#type], [handle]));
  }

  /** @returns the operation's number where it is recorded */
  #run(name: string, attributes: readonly Attribute[], inputs: readonly number[], after: readonly number[]): number | undefined {
    const { recorder, binding } = this.#backend;
    return this.#withHandle((handle) => {
      if (recorder?.addEffect) return recorder.addEffect(name, attributes, [handle, ...inputs], after);
      binding.executeOp(name, attributes, [handle, ...inputs], 0);
      return undefined;
    });
  }

  #withHandle<T>(use: (handle: number) => T): T {
    const handle = this.#outputOf("VarHandleOp", this.#named, []);
    try {
      return use(handle);
    } finally {
      this.#backend.binding.deleteTensor(handle);
    }
  }

  #outputOf(name: string, attributes: readonly Attribute[], inputs: readonly number[]): number {
    const [output] = this.#backend.binding.executeOp(name, attributes, inputs, 1);
    return (output as NonNullable<typeof output>).id; // of one output
  }

  #adopt(id: number): tf.Tensor {
    return this.#backend.adopt({ id, shape: [...this.#shape], dtype: toTensorFlowType(this.#dtype) });
  }
}
