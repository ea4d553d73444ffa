// Filters as the register tile wants them. A filter that is seen a second time is a model's weight: it stays packed until TensorFlow.js
// disposes of it. One of a step of training is another tensor at the next step, and is packed for one use only.
import type * as tf from "@tensorflow/tfjs-core";

import { panelFloats } from "../../../wasm/tasks/convolve.ts";
import type { WasmBackend } from "./backend.ts";
import { offsetOf } from "./backend.ts";
import { instanceOf } from "./instance.ts";
import { requireRoom, type Take } from "./scratch.ts";

interface Packed {
  readonly panels: number;
  /** A tensor of another shape may share the numbers. */
  readonly depth: number;
}

const caches = new WeakMap<WasmBackend["wasm"], Map<tf.DataId, Packed>>();
const seen = new WeakSet<tf.DataId>();

/** Address of the panels of a filter whose numbers are those of a matrix [depth, filters]. */
export function packFilters(backend: WasmBackend, take: Take, filter: tf.TensorInfo, depth: number, filters: number): number {
  const cache = caches.get(backend.wasm) ?? createCache(backend);
  const known = cache.get(filter.dataId);
  if (known?.depth === depth) return known.panels;
  const floats = panelFloats(depth, filters);
  const keep = seen.has(filter.dataId) && !known;
  const panels = keep ? requireRoom(backend.wasm._malloc(floats * 4), floats * 4) : take(floats);
  instanceOf(backend).exports.packPanels(depth, filters, offsetOf(backend, filter), filters * 4, 4, panels);
  if (keep) cache.set(filter.dataId, { panels, depth });
  else seen.add(filter.dataId);
  return panels;
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
