// What is used here of TensorFlow.js' wasm backend: its tensors lie in one WebAssembly memory, each at an offset.
import * as tf from "@tensorflow/tfjs-core";

export interface WasmBackend {
  readonly wasm: {
    readonly HEAPU8: Uint8Array;
    /** The memory, where one thread runs, and where several do. */
    readonly asm?: { readonly memory?: WebAssembly.Memory };
    readonly wasmMemory?: WebAssembly.Memory;
    _malloc(bytes: number): number;
    _free(offset: number): void;
  };
  readonly dataIdMap: { get(dataId: tf.DataId): { memoryOffset: number } };
  incRef(dataId: tf.DataId): void;
  /** Says whether nobody holds the data any more, which then is gone. */
  disposeData(dataId: tf.DataId, force?: boolean): boolean;
  dispose(): void;
  makeOutput(shape: readonly number[], dtype: "float32", offset?: number, values?: Float32Array): tf.TensorInfo;
}

/** A tensor's bytes as they lie now; a view of them does not outlive the next allocation, at which the memory may grow and move. */
export function viewOf(backend: WasmBackend, tensor: tf.TensorInfo): Float32Array {
  return new Float32Array(backend.wasm.HEAPU8.buffer, offsetOf(backend, tensor), tf.util.sizeFromShape(tensor.shape));
}

/** Where a tensor begins, in bytes from the start of the memory. */
export function offsetOf(backend: WasmBackend, { dataId }: tf.TensorInfo): number {
  return backend.dataIdMap.get(dataId).memoryOffset;
}
