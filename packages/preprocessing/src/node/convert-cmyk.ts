/**
 * CMYK to RGB as Pillow's `cmyk2rgb`: each ink takes its share of the light that black leaves, without a colour profile.
 *
 * @param data  [pixels, 4], 255 is full ink
 * @returns     [pixels, 3]
 */
export function convertCmyk(data: Uint8Array): Uint8Array {
  const pixels = data.length / 4;
  const rgb = new Uint8Array(pixels * 3);
  for (let i = 0; i < pixels; i++) {
    const light = 255 - (data[i * 4 + 3] as number);
    for (let ink = 0; ink < 3; ink++) {
      // x * y / 255 in whole numbers, rounded: Pillow's MULDIV255.
      const product = (data[i * 4 + ink] as number) * light + 128;
      rgb[i * 3 + ink] = Math.max(light - (((product >> 8) + product) >> 8), 0);
    }
  }
  return rgb;
}
