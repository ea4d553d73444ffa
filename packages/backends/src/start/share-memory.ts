// TensorFlow.js' binary with SIMD is the same whether threads share its memory or not, but for one bit of the section that declares that
// memory: set, it gives memory that our kernels' threads can work on (docs/decisions/2026-11-24-threads-in-node.md).
import { BackendError } from "../backend-error.ts";

const memorySection = 5;
const hasMaximum = 1;
const isShared = 2;

/**
 * Changes TensorFlow.js' binary with SIMD so that threads can share its memory.
 *
 * @throws BackendError where it is of another form than expected
 */
export function shareMemory(binary: Uint8Array): void {
  const flags = memoryFlagsAt(binary);
  if (flags === undefined || binary[flags] !== hasMaximum) {
    throw new BackendError(
      "TensorFlow.js' wasm binary does not declare its memory as version 4.22 does.",
      "Use @tensorflow/tfjs-backend-wasm 4.22, or one thread.",
    );
  }
  binary[flags] = hasMaximum | isShared;
}

/** Where the binary says of what kind its memory is: after the section's head and the number of memories. */
function memoryFlagsAt(binary: Uint8Array): number | undefined {
  let at = 8;
  while (at < binary.length) {
    const section = binary[at];
    const size = readNumber(binary, at + 1);
    if (section === memorySection) return readNumber(binary, size.end).end;
    at = size.end + size.value;
  }
  return undefined;
}

/** A number of seven bits a byte, lowest first. */
function readNumber(binary: Uint8Array, at: number): { readonly value: number; readonly end: number } {
  let value = 0;
  for (let shift = 0; ; shift += 7) {
    const byte = binary[at++] ?? 0;
    value += (byte & 127) * 2 ** shift;
    if (byte < 128) return { value, end: at };
  }
}
