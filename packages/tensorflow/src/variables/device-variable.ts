// A value that stays in TensorFlow, under a name, and is replaced there: TensorFlow's resource variables. A traced function reads and assigns
// to it within its one operation, so that the value before is freed as soon as nothing needs it, and not when the function has ended.
import * as tf from "@tensorflow/tfjs-core";

import { requireTensorFlowBackend } from "../backend/require-tensorflow-backend.ts";
import type { TensorFlowBackend } from "../backend/tensorflow-backend.ts";
import { attributeKinds } from "../binding/attribute.ts";
import type { OperationRunner } from "../binding/binding.ts";
import { TraceError } from "../trace/trace-error.ts";

/** The caller disposes of it; nothing else does, no scope and no garbage collector. */
export interface DeviceVariable {
  /**
   * Its value, which later assignments leave as it is; no copy. Within a traced function: the value at the start of each call, or the one
   * that the function has assigned.
   */
  read(): tf.Tensor;
  /** Gives it another value, of the same shape and type. Within a traced function that is done at each call, once. */
  assign(value: tf.Tensor): void;
  dispose(): void;
}

/** What a recording knows of a variable: numbers of tensors. */
interface Recorded {
  readonly read: number;
  assigned?: number;
}

let made = 0;

/**
 * Makes a variable that traced functions may replace while they run. Such a function that fails may have replaced some of its variables
 * and others not.
 *
 * @param initial  which stays the caller's
 * @throws TypeError where another backend is current
 *
 * @example
 * const weights = deviceVariable(tf.zeros([2]));
 * const descend = trace((gradient: tf.Tensor) => {
 *   weights.assign(tf.sub(weights.read(), gradient));
 *   return [];
 * });
 */
export function deviceVariable(initial: tf.Tensor): DeviceVariable {
  const backend = requireTensorFlowBackend(tf.backend());
  const { shape, dtype } = initial;
  const type = backend.typeAttribute("dtype", dtype);
  const named = [
    { name: "container", type: attributeKinds.string, value: "" },
    { name: "shared_name", type: attributeKinds.string, value: `device_variable_${made++}` },
    type,
    { name: "shape", type: attributeKinds.shape, value: shape },
  ];
  const handle = (): number => runOne(backend, "VarHandleOp", named, []);
  const recordings = new WeakMap<OperationRunner, Recorded>();
  const inRecording = (recorder: OperationRunner): Recorded => {
    let recorded = recordings.get(recorder);
    if (!recorded) recordings.set(recorder, (recorded = { read: runOne(backend, "ReadVariableOp", [type], [handle()]) }));
    return recorded;
  };
  const assign = (value: tf.Tensor, after: readonly number[] = []): void => {
    const resource = handle();
    backend.binding.executeOp("AssignVariableOp", [type], [resource, backend.idOf(value.dataId)], 0, after);
    backend.binding.deleteTensor(resource);
  };
  const variable: DeviceVariable = {
    read() {
      const { recorder } = backend;
      if (recorder) {
        const { read, assigned = read } = inRecording(recorder);
        return backend.adopt({ id: assigned, shape: [...shape], dtype: backend.getDTypeInteger(dtype) });
      }
      const resource = handle();
      const [found] = backend.binding.executeOp("ReadVariableOp", [type], [resource], 1);
      backend.binding.deleteTensor(resource);
      return backend.adopt(found as NonNullable<typeof found>); // of one output
    },
    assign(value) {
      if (!tf.util.arraysEqual(value.shape, shape) || value.dtype !== dtype) {
        throw new TypeError(
          `[deviceVariable] ${value.dtype} of shape [${value.shape.join(", ")}] came, expected ${dtype} of shape [${shape.join(", ")}]. Make another variable for it.`,
        );
      }
      const { recorder } = backend;
      if (!recorder) {
        assign(value);
        return;
      }
      const recorded = inRecording(recorder);
      if (recorded.assigned !== undefined) {
        throw new TraceError("[deviceVariable] a traced function assigns to a variable for the second time. Assign the last value only.");
      }
      recorded.assigned = backend.idOf(value.dataId);
      assign(value, [recorded.read]);
    },
    dispose() {
      const resource = handle();
      backend.binding.executeOp(
        "DestroyResourceOp",
        [{ name: "ignore_lookup_error", type: attributeKinds.bool, value: true }],
        [resource],
        0,
      );
      backend.binding.deleteTensor(resource);
    },
  };
  variable.assign(initial);
  return variable;
}

function runOne(
  backend: TensorFlowBackend,
  name: string,
  ...[attributes, inputs]: [Parameters<OperationRunner["executeOp"]>[1], number[]]
): number {
  const [output] = backend.binding.executeOp(name, attributes, inputs, 1);
  return (output as NonNullable<typeof output>).id; // of one output
}
