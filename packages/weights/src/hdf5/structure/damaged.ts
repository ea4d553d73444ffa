import { WeightsError } from "../../weights-error.ts";

/** What is wrong with an HDF5 file, as the rest of a sentence that starts with `The HDF5 file`. */
export function damaged(what: string, cause?: unknown): WeightsError {
  return new WeightsError(`[readHdf5] The HDF5 file ${what}. It is damaged, cut short or not an HDF5 file: get it again.`, { cause });
}

/** What is fine in HDF5, but not read here: what h5py and Keras write without being asked for it is read. */
export function unsupported(what: string): WeightsError {
  return new WeightsError(`[readHdf5] The HDF5 file ${what}, which is not supported. Save it anew with Keras or h5py's defaults.`);
}
