// The bytes of an ImageBitmap. A 2D canvas holds colours multiplied by alpha: exact where the picture is opaque, lossy where it is not.
// There, WebGL hands out the bytes as the file has them.
import { ImageError } from "../errors/image-error.ts";
import type { Pixels } from "../pixels/pixels.ts";

/**
 * @returns  [height, width, 4], straight alpha
 * @throws ImageError where the browser has no memory for a canvas of this size
 */
export function readBitmap(bitmap: ImageBitmap, name: string): Pixels {
  const { width, height } = bitmap;
  const context = new OffscreenCanvas(width, height).getContext("2d", { willReadFrequently: true });
  if (!context)
    throw new ImageError(`[decodeImage] ${name} is ${width}x${height} pixels, for which this browser has no canvas. Pass a smaller image.`);
  context.drawImage(bitmap, 0, 0);
  const { data } = context.getImageData(0, 0, width, height);
  return { width, height, channels: 4, data: isOpaque(data) ? data : (readStraight(bitmap) ?? data) };
}

function isOpaque(data: Uint8ClampedArray): boolean {
  for (let i = 3; i < data.length; i += 4) if (data[i] !== 255) return false;
  return true;
}

/** Nothing where there is no WebGL or the picture is larger than its textures: the canvas' colours then serve, black where all is transparent. */
function readStraight(bitmap: ImageBitmap): Uint8Array | undefined {
  const { width, height } = bitmap;
  const gl = new OffscreenCanvas(1, 1).getContext("webgl");
  if (!gl || Math.max(width, height) > (gl.getParameter(gl.MAX_TEXTURE_SIZE) as number)) return undefined;
  gl.bindTexture(gl.TEXTURE_2D, gl.createTexture());
  gl.texImage2D(gl.TEXTURE_2D, 0, gl.RGBA, gl.RGBA, gl.UNSIGNED_BYTE, bitmap);
  gl.bindFramebuffer(gl.FRAMEBUFFER, gl.createFramebuffer());
  gl.framebufferTexture2D(
    gl.FRAMEBUFFER,
    gl.COLOR_ATTACHMENT0,
    gl.TEXTURE_2D,
    gl.getParameter(gl.TEXTURE_BINDING_2D) as WebGLTexture | null,
    0,
  );
  const data = new Uint8Array(width * height * 4);
  gl.readPixels(0, 0, width, height, gl.RGBA, gl.UNSIGNED_BYTE, data);
  const failed = gl.getError() !== gl.NO_ERROR;
  gl.getExtension("WEBGL_lose_context")?.loseContext();
  return failed ? undefined : data;
}
