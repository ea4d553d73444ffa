// Filters as the register tile wants them. A filter that is seen a second time is a model's weight: it stays packed until TensorFlow.js
// disposes of it. One of a step of training is another tensor at the next step, and is packed for one use only.
import type * as tf from "@tensorflow/tfjs-core";

import { panelFloats, type PlannedTask } from "../../../wasm/tasks/convolve.ts";
import { planPacking } from "../../../wasm/tasks/lay-out.ts";
import type { WasmBackend } from "./backend.ts";
import type { Call } from "../wasm-kernel.ts";
import { isCapturing } from "./capture.ts";
import { requireRoom, type Take } from "./scratch.ts";

interface Packed {
  readonly panels: number;
  /** A tensor of another shape may share the numbers. */
  readonly depth: number;
}

const caches = new WeakMap<WasmBackend["wasm"], Map<tf.DataId, Packed>>();
const seen = new WeakSet<tf.DataId>();

/** Panels at an address, and the tasks that make them there. */
export interface Packing {
  readonly panels: number;
  readonly tasks: readonly PlannedTask[];
}

/** The panels of the kernel's input of this name, whose numbers are those of a matrix [depth, filters]. */
export function packFilters({ backend, tensor, input }: Call, take: Take, name: string, depth: number, filters: number): Packing {
  const filter = tensor(name);
  const cache = caches.get(backend.wasm) ?? createCache(backend);
  const known = cache.get(filter.dataId);
  // A kernel that is captured has other filters when it runs again.
  if (known?.depth === depth && !isCapturing()) return { panels: known.panels, tasks: [] };
  const floats = panelFloats(depth, filters);
  const keep = seen.has(filter.dataId) && !known && !isCapturing();
  const panels = keep ? requireRoom(backend.wasm._malloc(floats * 4), floats * 4) : take(floats);
  if (keep) cache.set(filter.dataId, { panels, depth });
  else seen.add(filter.dataId);
  return { panels, tasks: [planPacking({ depth, columns: filters, at: input(name), step: filters * 4, column: 4 }, panels)] };
}

/** The cache of a backend, which lets go of what the backend does. */
function createCache(backend: WasmBackend): Map<tf.DataId, Packed> {
  const cache = new Map<tf.DataId, Packed>();
  caches.set(backend.wasm, cache);
  const dispose = backend.disposeData.bind(backend);
  backend.disposeData = (dataId, force) => {
    const disposed = dispose(dataId, force);
    const packed = disposed ? cache.get(dataId) : undefined;
    if (packed) {
      cache.delete(dataId);
      backend.wasm._free(packed.panels);
    }
    return disposed;
  };
  return cache;
}
