export { decodeImage, type DecodeOptions } from "./decode-image.ts";
