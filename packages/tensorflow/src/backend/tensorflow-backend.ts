// The backend of TensorFlow.js whose tensors live in TensorFlow. Its methods are those that the published kernels for Node call.
import * as tf from "@tensorflow/tfjs-core";

import { attributeKinds, type Attribute } from "../binding/attribute.ts";
import { bindingNumbers, type Binding, type OperationRunner } from "../binding/binding.ts";
import type { TensorFlow } from "../context/start-tensorflow.ts";
import { type HostValues } from "../tensors/data-type.ts";
import type { TensorMetadata, TensorStore } from "../tensors/tensor-store.ts";
import { applyActivation } from "./apply-activation.ts";
import { LostTensors } from "./lost-tensors.ts";
import { toTensorFlowType, toTfjsType } from "./type-names.ts";

/** A tensor's data: values that TensorFlow has not seen yet, or the number of its own tensor. */
interface Data {
  readonly shape: number[];
  readonly dtype: number;
  values: tf.BackendValues | undefined;
  id: number;
  references: number;
  /** What recorded when it was made, and its number there; the values stay, for whoever keeps it. */
  readonly recorder: OperationRunner | undefined;
  recordedId?: number;
}

/** Bytes from which values are handed over at once. */
const large = 2 ** 16;

export class TensorFlowBackend extends tf.KernelBackend {
  /** What runs operations now. */
  binding: Binding;
  readonly tensorflow: TensorFlow;
  readonly tensors: TensorStore;
  readonly isUsingGpuDevice: boolean;
  /** The name that the kernels know: whether operations that only graphics cards have may be asked for. */
  readonly isGPUPackage: boolean;
  readonly #atOnce: Binding;
  #recorder: OperationRunner | undefined;
  readonly #data: tf.DataStorage<Data>;
  readonly #lost = new LostTensors((id) => this.#free(id));

  constructor(tensorflow: TensorFlow, binding: Binding, tensors: TensorStore) {
    super();
    this.tensorflow = tensorflow;
    this.binding = binding;
    this.#atOnce = binding;
    this.tensors = tensors;
    this.isUsingGpuDevice = tensorflow.devices.some(({ kind }) => kind === "GPU");
    this.isGPUPackage = this.isUsingGpuDevice;
    this.#data = new tf.DataStorage<Data>(this, tf.engine());
  }

  /** Runs an operation of TensorFlow's with one input and one output. */
  executeSingleInput(name: string, input: tf.TensorInfo): tf.Tensor {
    return this.executeSingleOutput(name, [this.typeAttribute("T", input.dtype)], [input]);
  }

  /** Runs an operation of TensorFlow's with one output. */
  executeSingleOutput(name: string, attributes: readonly Attribute[], inputs: readonly tf.TensorInfo[]): tf.Tensor {
    const [output] = this.executeMultipleOutputs(name, attributes, inputs, 1);
    if (!output) throw new Error(`[tensorflow] ${name} gave nothing, expected one output. Ask for none with executeMultipleOutputs.`);
    return output;
  }

  /** Runs an operation of TensorFlow's by its name, such as "FusedBatchNormV3". */
  executeMultipleOutputs(name: string, attributes: readonly Attribute[], inputs: readonly tf.TensorInfo[], outputs: number): tf.Tensor[] {
    const ids = inputs.map(({ dataId }) => this.idOf(dataId));
    return this.binding.executeOp(name, attributes, ids, outputs).map((metadata) => this.adopt(metadata));
  }

  /** The attribute that names a type of elements. */
  typeAttribute(name: string, dtype: tf.DataType): Attribute {
    return { name, type: attributeKinds.type, value: toTensorFlowType(dtype) };
  }

  createReductionOpAttrs({ dtype }: tf.TensorInfo, keepDims = false): Attribute[] {
    const keep = { name: "keep_dims", type: attributeKinds.bool, value: keepDims };
    return [keep, this.typeAttribute("T", dtype), this.typeAttribute("Tidx", "int32")];
  }

  getDTypeInteger(dtype: tf.DataType): number {
    return toTensorFlowType(dtype);
  }

  applyActivation(x: tf.Tensor, activation?: string, weights?: tf.Tensor, leakyReluAlpha?: number): tf.Tensor {
    return applyActivation(x, activation, weights, leakyReluAlpha);
  }

  /** The number of a tensor at TensorFlow, which gets its values now if it has not seen them yet. */
  idOf(dataId: tf.DataId): number {
    const data = this.#data.get(dataId);
    if (data.values === undefined) return data.id;
    if (this.#recorder && data.recorder === this.#recorder) {
      return (data.recordedId ??= this.#recorder.createTensor(data.shape, data.dtype, data.values));
    }
    data.id = this.#atOnce.createTensor(data.shape, data.dtype, data.values);
    data.values = undefined;
    return data.id;
  }

  /** What records operations, whose values are then not known; none where they run at once. */
  get recorder(): OperationRunner | undefined {
    return this.#recorder;
  }

  /** Does `work` with operations going to another runner. */
  record<T>(recorder: OperationRunner, work: () => T): T {
    this.#recorder = recorder;
    this.binding = {
      ...bindingNumbers,
      createTensor: (...values) => recorder.createTensor(...values),
      deleteTensor: (id) => {
        recorder.deleteTensor(id);
      },
      executeOp: (...values) => recorder.executeOp(...values),
      tensorDataSync: (id) => recorder.tensorDataSync(id),
    };
    try {
      return work();
    } finally {
      this.#recorder = undefined;
      this.binding = this.#atOnce;
    }
  }

  /** A tensor of TensorFlow.js for one of TensorFlow's, which is deleted with it. */
  adopt({ id, shape, dtype }: TensorMetadata): tf.Tensor {
    const dataId = {};
    this.#keep(dataId, { shape, dtype, id, values: undefined, references: 1, recorder: this.#recorder });
    return tf.engine().makeTensorFromTensorInfo({ dataId, shape, dtype: toTfjsType(dtype) });
  }

  override write(values: tf.BackendValues, shape: number[], dtype: tf.DataType): tf.DataId {
    const dataId = {};
    this.move(dataId, values, shape, dtype, 1);
    return dataId;
  }

  override move(dataId: tf.DataId, values: tf.BackendValues, shape: number[], dtype: tf.DataType, references: number): void {
    this.#keep(dataId, { shape, dtype: toTensorFlowType(dtype), values, id: -1, references, recorder: this.#recorder });
    // Large values go at once: JavaScript's collector would otherwise find them, and their copy, in memory until they are used, and after.
    if (!this.#recorder && ArrayBuffer.isView(values) && values.byteLength > large) this.idOf(dataId);
  }

  override readSync(dataId: tf.DataId): tf.BackendValues {
    const { values, id } = this.#data.get(dataId);
    return values ?? forTfjs(this.binding.tensorDataSync(id));
  }

  /** Waits on another thread for what is still being computed. */
  override async read(dataId: tf.DataId): Promise<tf.BackendValues> {
    const { values, id } = this.#data.get(dataId);
    if (values !== undefined) return values;
    return this.tensors.has(id) ? forTfjs(await this.tensors.read(id)) : this.readSync(dataId);
  }

  override disposeData(dataId: tf.DataId, force = false): boolean {
    if (!this.#data.has(dataId)) return true;
    const data = this.#data.get(dataId);
    data.references--;
    if (!force && data.references > 0) return false;
    this.#lost.forget(data);
    this.#free(data.id);
    this.#data.delete(dataId);
    return true;
  }

  override incRef(dataId: tf.DataId): void {
    this.#data.get(dataId).references++;
  }

  override refCount(dataId: tf.DataId): number {
    return this.#data.has(dataId) ? this.#data.get(dataId).references : 0;
  }

  override numDataIds(): number {
    return this.#data.numDataIds();
  }

  /** How many tensors were lost without dispose() and freed by the garbage collector. */
  get lostTensors(): number {
    return this.#lost.count;
  }

  override memory(): { unreliable: boolean } {
    return { unreliable: false };
  }

  override async time(work: () => void): Promise<tf.BackendTimingInfo> {
    const start = performance.now();
    work();
    return Promise.resolve({ kernelMs: performance.now() - start });
  }

  override floatPrecision(): 32 {
    return 32;
  }

  /** Deletes every tensor. TensorFlow itself runs as long as the process. */
  override dispose(): void {
    this.#lost.stop();
    this.tensors.deleteAll();
  }

  /** What was recorded is its graph's. @returns whether there was something to free */
  #free(id: number): boolean {
    if (!this.tensors.has(id)) return false;
    this.tensors.delete(id);
    return true;
  }

  #keep(dataId: object, data: Data): void {
    this.#data.set(dataId, data);
    this.#lost.watch(dataId, data);
  }
}

/** TensorFlow.js knows neither int64 nor uint8: both are int32 to it. */
function forTfjs(values: HostValues): tf.BackendValues {
  if (values instanceof BigInt64Array) return Int32Array.from(values, Number);
  return values;
}
