// Vectors of parameters put together and taken apart by one kernel each, on backends whose values lie in this process' memory.
import * as tf from "@tensorflow/tfjs-core";

/** A list of tensors → one vector [their sizes together]. */
export const JoinEndToEnd = "JoinEndToEnd";

/** { x: [size] } → tensors of the attribute `shapes`, in order. */
export const TakeApart = "TakeApart";

interface HostBackend {
  write(values: Float32Array, shape: number[], dtype: tf.DataType): tf.DataId;
  readSync(dataId: tf.DataId): Float32Array;
}

/** The backend wasm, which gives a look into its memory. */
interface HeapBackend extends HostBackend {
  typedArrayFromHeap(info: tf.TensorInfo): Float32Array;
  makeOutput(shape: number[], dtype: tf.DataType): tf.TensorInfo;
}

const registered = new Set<string>();

/** Puts both into a backend. Calling it again changes nothing. */
export function registerFlatKernels(backendName: string): void {
  if (registered.has(backendName)) return;
  registered.add(backendName);
  tf.registerKernel({
    kernelName: JoinEndToEnd,
    backendName,
    kernelFunc: ({ inputs, backend }) => join(Object.values(inputs) as tf.TensorInfo[], backend as HostBackend),
  });
  tf.registerKernel({
    kernelName: TakeApart,
    backendName,
    kernelFunc: ({ inputs, attrs, backend }) =>
      takeApart(inputs["x"] as tf.TensorInfo, attrs?.["shapes"] as number[][], backend as HostBackend),
  });
}

function join(parts: readonly tf.TensorInfo[], backend: HostBackend): tf.TensorInfo {
  const [size, look] = [parts.reduce((sum, { shape }) => sum + tf.util.sizeFromShape(shape), 0), lookInto(backend)];
  return make(backend, [size], (values) => {
    let start = 0;
    for (const part of parts) {
      values.set(look(part), start);
      start += tf.util.sizeFromShape(part.shape);
    }
  });
}

function takeApart(vector: tf.TensorInfo, shapes: readonly number[][], backend: HostBackend): tf.TensorInfo[] {
  const look = lookInto(backend);
  let start = 0;
  return shapes.map((shape) =>
    make(backend, shape, (values) => {
      values.set(look(vector).subarray(start, (start += values.length)));
    }),
  );
}

/** Memory that grows when a tensor is made is looked at anew, which `fill` does. */
function make(backend: HostBackend, shape: number[], fill: (values: Float32Array) => void): tf.TensorInfo {
  if (hasHeap(backend)) {
    const output = backend.makeOutput(shape, "float32");
    fill(backend.typedArrayFromHeap(output));
    return output;
  }
  const values = new Float32Array(tf.util.sizeFromShape(shape));
  fill(values);
  return { dataId: backend.write(values, shape, "float32"), shape, dtype: "float32" };
}

const lookInto =
  (backend: HostBackend) =>
  (info: tf.TensorInfo): Float32Array =>
    hasHeap(backend) ? backend.typedArrayFromHeap(info) : backend.readSync(info.dataId);

const hasHeap = (backend: HostBackend): backend is HeapBackend => "typedArrayFromHeap" in backend;
