import { convertChannels, crop, PreprocessingError, type Pixels } from "@xception/preprocessing";
import { describe, expect, it } from "vitest";

const colours: Pixels = { width: 4, height: 1, channels: 3, data: new Uint8Array([255, 0, 0, 0, 255, 0, 0, 0, 255, 255, 255, 255]) };

describe("convertChannels", () => {
  it("makes grey of RGB with Pillow's weights", () => {
    expect(Array.from(convertChannels(colours, 1).data)).toEqual([76, 150, 29, 255]);
  });

  it("gives back every grey after RGB", () => {
    const grey: Pixels = { width: 256, height: 1, channels: 1, data: Uint8Array.from({ length: 256 }, (_, byte) => byte) };
    const rgb = convertChannels(grey, 3);
    expect(Array.from(rgb.data.subarray(21, 24))).toEqual([7, 7, 7]);
    expect(convertChannels(rgb, 1)).toEqual(grey);
  });

  it("drops alpha without blending, for grey too", () => {
    const clear: Pixels = { width: 2, height: 1, channels: 4, data: new Uint8Array([10, 20, 30, 0, 40, 50, 60, 128]) };
    expect(convertChannels(clear, 3)).toEqual({ width: 2, height: 1, channels: 3, data: new Uint8Array([10, 20, 30, 40, 50, 60]) });
    // (10 * 19595 + 20 * 38470 + 30 * 7471 + 32768) / 65536 and the same of the second.
    expect(Array.from(convertChannels(clear, 1).data)).toEqual([18, 48]);
  });

  it("hands back what has the channels already", () => {
    expect(convertChannels(colours, 3)).toBe(colours);
  });

  it("refuses other numbers of channels", () => {
    expect(() => convertChannels(colours, 4 as 3)).toThrow(
      new PreprocessingError(
        "[convertChannels] 4 channels were asked for, but an image can have 1 (grey) or 3 (RGB). Ask for one of the two.",
      ),
    );
  });
});

describe("crop", () => {
  const grid: Pixels = { width: 4, height: 3, channels: 1, data: Uint8Array.from({ length: 12 }, (_, i) => i) };

  it("cuts the rectangle out", () => {
    expect(crop(grid, { top: 1, left: 2, height: 2, width: 2 })).toEqual({
      width: 2,
      height: 2,
      channels: 1,
      data: new Uint8Array([6, 7, 10, 11]),
    });
  });

  it.each([
    { top: 0, left: 0, height: 0, width: 1 },
    { top: -1, left: 0, height: 1, width: 1 },
    { top: 0, left: 3, height: 1, width: 2 },
    { top: 0.5, left: 0, height: 1, width: 1 },
  ])("refuses the region %o", (region) => {
    expect(() => crop(grid, region)).toThrow(
      new PreprocessingError(
        `[crop] the region of ${region.width}x${region.height} pixels at left ${region.left}, top ${region.top} does not lie within 4x3 pixels. Choose a region of whole pixels inside the image.`,
      ),
    );
  });
});
