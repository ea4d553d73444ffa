/** The backends that this package starts, slowest first. */
export const backendNames = ["cpu", "wasm", "webgpu"] as const;

export type BackendName = (typeof backendNames)[number];
