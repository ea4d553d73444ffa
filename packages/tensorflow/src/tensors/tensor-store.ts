// TensorFlow's tensors by number, as TensorFlow.js' kernels pass them around.
import type { TensorFlow } from "../context/start-tensorflow.ts";
import { Status } from "../context/status.ts";
import { dataTypes, type HostValues } from "./data-type.ts";
import { makeHostTensor, readHostTensor, type GivenValues } from "./host-tensor.ts";
import { freeStrings } from "./string-tensor.ts";
import { Turnstile } from "./turnstile.ts";

/** What is known of a tensor without reading it. */
export interface TensorMetadata {
  readonly id: number;
  readonly shape: number[];
  readonly dtype: number;
}

/** Reads that are under way at once. koffi, which takes them to other threads, refuses the 257th call. */
const reads = 64;

/** Tensors on TensorFlow's devices (TFE_TensorHandle). Every one that is added or made is deleted by whoever got its number. */
export class TensorStore {
  readonly #tensorflow: TensorFlow;
  readonly #handles = new Map<number, bigint>();
  readonly #reading = new Turnstile(reads);
  #next = 1;

  constructor(tensorflow: TensorFlow) {
    this.#tensorflow = tensorflow;
  }

  get size(): number {
    return this.#handles.size;
  }

  has(id: number): boolean {
    return this.#handles.has(id);
  }

  /** A number of its own for a tensor that lives elsewhere. */
  newId(): number {
    return this.#next++;
  }

  /** Takes a handle into the store. */
  add(handle: bigint): TensorMetadata {
    const id = this.newId();
    this.#handles.set(id, handle);
    return this.describe(id);
  }

  /** @throws Error for a number that is no tensor's, or no longer */
  handle(id: number): bigint {
    const handle = this.#handles.get(id);
    if (handle === undefined)
      throw new Error(
        `[tensorflow] tensor ${id} came, which is disposed of or lives in a function that was traced. Keep it with tf.keep, or give it back as a result.`,
      );
    return handle;
  }

  describe(id: number): TensorMetadata {
    const { library, status } = this.#tensorflow;
    const handle = this.handle(id);
    const rank = library.functions.TFE_TensorHandleNumDims(handle, status.pointer);
    status.check("asking for a shape");
    const shape = Array.from({ length: rank }, (_, axis) => Number(library.functions.TFE_TensorHandleDim(handle, axis, status.pointer)));
    return { id, shape, dtype: library.functions.TFE_TensorHandleDataType(handle) };
  }

  /** Copies values to TensorFlow. @returns the tensor's number */
  create(shape: readonly number[], type: number, values: GivenValues): number {
    const { library, status } = this.#tensorflow;
    const tensor = makeHostTensor(library, shape, type, values);
    let handle = library.functions.TFE_NewTensorHandle(tensor, status.pointer);
    if (type === dataTypes.string) handle = this.#ownStrings(handle, tensor);
    library.functions.TF_DeleteTensor(tensor);
    status.check("making a tensor");
    const id = this.newId();
    this.#handles.set(id, handle);
    return id;
  }

  delete(id: number): void {
    this.#tensorflow.library.functions.TFE_DeleteTensorHandle(this.handle(id));
    this.#handles.delete(id);
  }

  /** Another number for the same tensor, which lives until both are deleted. */
  share(id: number): number {
    const { library, status } = this.#tensorflow;
    const handle = library.functions.TFE_TensorHandleCopySharingTensor(this.handle(id), status.pointer);
    status.check("sharing a tensor");
    return this.add(handle).id;
  }

  deleteAll(): void {
    for (const id of [...this.#handles.keys()]) this.delete(id);
  }

  readSync(id: number): HostValues {
    const { library, status } = this.#tensorflow;
    const handle = this.handle(id);
    const tensor = library.functions.TFE_TensorHandleResolve(handle, status.pointer);
    status.check("reading a tensor");
    return this.#take(handle, tensor);
  }

  /** Waits for the tensor's values on another thread. The tensor may be deleted meanwhile. */
  async read(id: number): Promise<HostValues> {
    const { library } = this.#tensorflow;
    const status = new Status(library);
    const handle = library.functions.TFE_TensorHandleCopySharingTensor(this.handle(id), status.pointer);
    try {
      const tensor = await this.#reading.pass(
        () =>
          new Promise<bigint>((resolve, reject) => {
            library.functions.TFE_TensorHandleResolve.async(handle, status.pointer, (error, result) => {
              if (error) reject(error);
              else resolve(result);
            });
          }),
      );
      status.check("reading a tensor");
      return this.#take(handle, tensor);
    } finally {
      library.functions.TFE_DeleteTensorHandle(handle);
      status.delete();
    }
  }

  #take(handle: bigint, tensor: bigint): HostValues {
    const { library } = this.#tensorflow;
    try {
      return readHostTensor(library, tensor, library.functions.TFE_TensorHandleDataType(handle));
    } finally {
      library.functions.TF_DeleteTensor(tensor);
    }
  }

  /** A tensor of strings would leave its long ones behind: StringJoin, of one tensor, makes a copy that is TensorFlow's own. */
  #ownStrings(borrowed: bigint, tensor: bigint): bigint {
    const { library, context, status } = this.#tensorflow;
    const { functions } = library;
    const operation = functions.TFE_NewOp(context, "StringJoin", status.pointer);
    functions.TFE_OpAddInput(operation, borrowed, status.pointer);
    functions.TFE_OpSetAttrInt(operation, "N", 1);
    const output = new BigUint64Array(1);
    functions.TFE_Execute(operation, output, Int32Array.of(1), status.pointer);
    functions.TFE_DeleteOp(operation);
    functions.TFE_DeleteTensorHandle(borrowed);
    freeStrings(library, tensor);
    return output[0] ?? 0n;
  }
}
