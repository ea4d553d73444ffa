import type { ByteProduct } from "../module/byte-products.ts";
import type { Build } from "../module/compile-module.ts";
import type { Exports } from "../module/exports.ts";

/** The module of kernels on a memory of its own, with threads. Addresses are bytes from the start of the memory. */
export interface Engine {
  readonly build: Build;
  readonly threads: number;
  /** How bytes are multiplied quicker here than 16 bits are; undefined where they are not. */
  readonly byteProduct: ByteProduct | undefined;
  /** Kernels that are called one by one, on the caller's thread. */
  readonly exports: Exports;
  /** The address from which on the memory is the caller's. */
  readonly base: number;
  /** Zeros from here on, as many bytes as the widest pixel may have. */
  readonly zeros: number;
  /** The memory as it is now; it is another buffer after `reserve`. */
  readonly buffer: ArrayBufferLike;
  /**
   * Makes the memory reach to this address.
   *
   * @throws EngineError where there is no room
   */
  reserve(end: number): void;
  /** Runs tasks that lie in memory one after the other; comes back when all is done. */
  run(program: { readonly at: number; readonly bytes: number; readonly scratch: number; readonly scratchBytes: number }): void;
  /** Ends the threads. The engine cannot run afterwards. */
  dispose(): void;
}
