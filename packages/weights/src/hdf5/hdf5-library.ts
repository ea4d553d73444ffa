// The HDF5 library, compiled to WebAssembly by h5wasm. It is loaded when the first HDF5 file is opened, not when this package is imported.
import type { ready } from "h5wasm";

export type Hdf5Library = Awaited<typeof ready>;

let loading: Promise<Hdf5Library> | undefined;

/** Loads the library once. It prints its own reports of damaged files to stderr; they are muted, because callers get an error instead. */
export function loadHdf5Library(): Promise<Hdf5Library> {
  loading ??= import("h5wasm").then(async (module) => {
    const library = await module.ready;
    mute(library);
    return library;
  });
  return loading;
}

const stderr = 2;

/** Makes the library's stderr accept and forget what is written; nothing outside the library is touched. */
function mute(library: Hdf5Library): void {
  // Emscripten's table of open streams is left out of the library's declarations.
  const { streams } = library.FS as unknown as { streams: ({ stream_ops: object } | undefined)[] };
  const stream = streams[stderr];
  if (stream)
    stream.stream_ops = { ...stream.stream_ops, write: (_stream: unknown, _bytes: unknown, _offset: number, length: number) => length };
}
