export { openBlob } from "./open-blob.ts";
export type { BlobSource } from "../sources/open-blob.ts";
