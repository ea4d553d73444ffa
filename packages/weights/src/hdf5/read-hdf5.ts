// Opens an HDF5 file in the library's own file system, lends it to a function, and takes everything away again.
import { WeightsError } from "../weights-error.ts";
import { Hdf5File } from "./hdf5-file.ts";
import { loadHdf5Library } from "./hdf5-library.ts";

/** The library addresses 2 GiB of memory for the values it hands over; the file itself lies outside of it, but as one buffer. */
export const maximumHdf5Size = 2 ** 31;

let opened = 0;

/**
 * Opens an HDF5 file, calls `use` with it, and closes it. The whole file is read into memory once: HDF5 scatters its directory over the
 * file, and the library reads synchronously.
 *
 * @throws WeightsError when the file is damaged, cut short, of another format or larger than 2 GiB
 *
 * @example
 * const bias = await readHdf5(blob, (file) => file.read("model_weights/dense/dense/bias:0"));
 */
export async function readHdf5<Result>(source: Blob, use: (file: Hdf5File) => Result): Promise<Result> {
  if (source.size > maximumHdf5Size) {
    throw new WeightsError(
      `[readHdf5] The file takes ${String(source.size)} bytes; at most ${String(maximumHdf5Size)} can be opened. Save the model as safetensors.`,
    );
  }
  const bytes = new Uint8Array(await source.arrayBuffer());
  const library = await loadHdf5Library();
  // From here on nothing waits, so that files opened at the same time do not meet.
  const path = `/file-${String(opened++)}.h5`;
  library.FS.createDataFile("/", path.slice(1), bytes, true, false, true);
  let id = -1n;
  try {
    id = library.open(path, library.H5F_ACC_RDONLY, false, -1, -1);
    if (id < 0n) throw damaged("could not be opened");
    return use(new Hdf5File(library, id, bytes.length));
  } catch (error) {
    // Errors of the library itself: what it throws for a name that cannot be followed, and traps of its WebAssembly on damaged input.
    throw error instanceof WeightsError ? error : damaged("could not be read", error);
  } finally {
    release(() => (id < 0n ? 0 : library.close_file(id)));
    release(() => {
      library.FS.unlink(path);
    });
  }
}

/** A file that was damaged enough to stop the library may not close; the error already on its way matters more. */
function release(action: () => unknown): void {
  try {
    action();
  } catch {
    return;
  }
}

function damaged(what: string, cause?: unknown): WeightsError {
  return new WeightsError(`[readHdf5] The HDF5 file ${what}. It is damaged, cut short or not an HDF5 file: get it again.`, { cause });
}
