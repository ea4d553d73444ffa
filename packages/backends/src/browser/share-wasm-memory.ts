import { BackendError } from "../backend-error.ts";
import { shareMemory } from "../start/share-memory.ts";

/** TensorFlow.js' binary with SIMD that lies at this address, as an address of this page's own, its memory shared among threads. */
export async function shareWasmMemory(address: string): Promise<string> {
  const binary = await download(address);
  shareMemory(binary);
  return URL.createObjectURL(new Blob([binary], { type: "application/wasm" }));
}

/** @throws BackendError where there is none */
async function download(address: string): Promise<Uint8Array<ArrayBuffer>> {
  const came = await fetch(address, { credentials: "same-origin" }).then(read, String);
  if (typeof came !== "string") return came;
  throw new BackendError(
    `threads need TensorFlow.js' binary, which did not come from ${address}: ${came}.`,
    "Serve the .wasm files of @tensorflow/tfjs-backend-wasm, and name their addresses by `wasmPaths`.",
  );
}

/** The binary, or what came in its place: many servers answer with a page of theirs what they do not have. */
async function read(response: Response): Promise<Uint8Array<ArrayBuffer> | string> {
  const bytes = new Uint8Array(await response.arrayBuffer());
  if (response.ok && isBinary(bytes)) return bytes;
  return `the server answered ${response.status} with ${response.headers.get("content-type") ?? "nothing that has a type"}`;
}

/** Whether this is WebAssembly at all. */
const isBinary = (bytes: Uint8Array): boolean => [0, 0x61, 0x73, 0x6d].every((byte, at) => bytes[at] === byte);
