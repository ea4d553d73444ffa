// Opens HDF5 files, as Keras writes them through h5py: written after the file format specification of the HDF Group, version 3.
import { Hdf5File } from "./hdf5-file.ts";
import { blobReader, bytesReader } from "./structure/range-reader.ts";
import { readSuperblock } from "./structure/read-superblock.ts";

/**
 * Opens an HDF5 file. Its directory and arrays are read by range, when they are asked for; bytes in memory are not copied.
 *
 * @throws WeightsError when the file is damaged, cut short or of another format
 *
 * @example
 * const file = await readHdf5(await openBlob("emotion_model.hdf5"));
 * const bias = await file.read("model_weights/conv2d_7/conv2d_7_1/bias:0");
 */
export async function readHdf5(source: Blob | Uint8Array<ArrayBuffer>): Promise<Hdf5File> {
  const reader = source instanceof Blob ? blobReader(source) : bytesReader(source);
  return new Hdf5File(await readSuperblock(reader));
}
