export { decodeImage, type DecodeOptions, type ImageInput } from "./decode-image.ts";
export { imageExtensions, readImageFolder, type ImageFolderOptions } from "./read-image-folder.ts";
