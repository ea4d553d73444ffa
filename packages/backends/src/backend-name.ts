/** The backends that start in a page and in Node, slowest first. */
export const backendNames = ["cpu", "wasm", "webgpu"] as const;

export type BackendName = (typeof backendNames)[number];

/** The backends that start in Node, slowest first. */
export const nodeBackendNames = [...backendNames, "tensorflow"] as const;

export type NodeBackendName = (typeof nodeBackendNames)[number];
