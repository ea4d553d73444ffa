import * as tf from "@tensorflow/tfjs-core";
export async function startBackend(name: string, { wasmPaths }: { wasmPaths: Record<string, string> }): Promise<void> {
  if (name === "wasm") {
    const { setWasmPaths } = await import("@tensorflow/tfjs-backend-wasm");
    setWasmPaths(wasmPaths);
  } else if (name === "webgpu") await import("../../../../packages/backends/node_modules/@tensorflow/tfjs-backend-webgpu/dist/index.js");
  else throw new Error("no " + name);
  if (!(await tf.setBackend(name))) throw new Error(`[startBackend] ${name} does not start`);
}
