// How fast one core multiplies matrices in WebAssembly when nothing is around the multiplication: what a network's speed is held against.
import { readFileSync } from "node:fs";

/** The part of AssemblyScript's compiler that is used here. */
interface Compiler {
  compileString(
    source: string,
    options: Readonly<Record<string, unknown>>,
  ): Promise<{ readonly error: Error | null; readonly binary: Uint8Array | null }>;
}

/**
 * By a name that TypeScript does not follow: the compiler's declarations bring those of its standard library along, which would take the
 * place of JavaScript's in the whole checkout, and `[].at(0)` would never be undefined.
 */
const compiler: string = "assemblyscript/asc";

interface Product {
  readonly memory: WebAssembly.Memory;
  readonly multiply: (rows: number, columns: number, depth: number, a: number, b: number, c: number) => void;
}

/** A product to be timed. */
export interface MatrixProduct {
  /** Multiplies a few times. */
  readonly run: () => void;
  /** Floating-point operations of a run: two for each multiply-add. */
  readonly operations: number;
  /** Whether multiplication and addition are one instruction here. */
  readonly relaxed: boolean;
}

// The middle flow's product: a strip of pixels by 728 channels by 728 filters. The rows divide by both tiles' heights.
const [rows, columns, depth, repeats] = [360, 728, 728, 10];
const source = readFileSync(new URL("../../assembly/matrix-product.ts", import.meta.url), "utf8");

/** Assembles the product with the widest instructions that this machine has. */
export async function createMatrixProduct(): Promise<MatrixProduct> {
  const relaxedBinary = await assemble(true);
  const relaxed = WebAssembly.validate(relaxedBinary);
  const { instance } = await WebAssembly.instantiate(relaxed ? relaxedBinary : await assemble(false), {});
  const { memory, multiply } = instance.exports as unknown as Product;
  const [a, b] = [1024, 1024 + 4 * rows * depth];
  const c = b + 4 * columns * depth;
  memory.grow(Math.ceil((c + 4 * rows * columns) / 65536));
  new Float32Array(memory.buffer, a, (c - a) / 4).fill(0.5);
  return {
    run() {
      for (let repeat = 0; repeat < repeats; repeat += 1) multiply(rows, columns, depth, a, b, c);
    },
    operations: 2 * rows * columns * depth * repeats,
    relaxed,
  };
}

async function assemble(relaxed: boolean): Promise<Uint8Array<ArrayBuffer>> {
  const enable = ["simd", ...(relaxed ? ["relaxed-simd"] : [])];
  const { default: asc } = (await import(compiler)) as { readonly default: Compiler };
  const { binary, error } = await asc.compileString(source, { optimizeLevel: 3, runtime: "stub", noAssert: true, enable });
  if (error || !binary) throw new Error("[createMatrixProduct] assembly/matrix-product.ts does not compile. Mend it.", { cause: error });
  return new Uint8Array(binary);
}
