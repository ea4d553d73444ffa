import { describe, expect, it } from "vitest";

import { sampleDigits } from "../../test/digits/sample-digits.ts";
import { normaliseDigit } from "./normalise-digit.ts";
import type { Stroke } from "./stroke.ts";

/** The first and last row or column that holds ink of at least half its brightness. */
function inkBounds(data: ArrayLike<number>): { left: number; right: number; top: number; bottom: number } {
  const places = Array.from(data).flatMap((level, index) => (level >= 128 ? [[index % 28, Math.floor(index / 28)] as const] : []));
  const [xs, ys] = [places.map(([x]) => x), places.map(([, y]) => y)];
  return { left: Math.min(...xs), right: Math.max(...xs), top: Math.min(...ys), bottom: Math.max(...ys) };
}

const moved = (strokes: readonly Stroke[], scale: number, x: number, y: number): Stroke[] =>
  strokes.map((stroke) => stroke.map(([strokeX, strokeY]) => [strokeX * scale + x, strokeY * scale + y]));

describe("normaliseDigit", () => {
  it.each([...sampleDigits.entries()])(
    "brings the drawn %i to 28 x 28, its longer side 20 pixels, its centre of mass in the middle",
    (_, strokes) => {
      const { width, height, channels, data } = normaliseDigit(strokes);
      expect([width, height, channels, data.length]).toEqual([28, 28, 1, 784]);
      const { left, right, top, bottom } = inkBounds(data);
      expect(Math.abs(Math.max(right - left, bottom - top) + 1 - 20)).toBeLessThanOrEqual(1);
      let [mass, x, y] = [0, 0, 0];
      data.forEach((level, index) => {
        mass += level;
        x += level * ((index % 28) + 0.5);
        y += level * (Math.floor(index / 28) + 0.5);
      });
      expect(Math.abs(x / mass - 14)).toBeLessThan(0.1);
      expect(Math.abs(y / mass - 14)).toBeLessThan(0.1);
    },
  );

  it("holds as much ink on average as MNIST's training digits, 102 white pixels", () => {
    const inks = sampleDigits.map((strokes) => Array.from(normaliseDigit(strokes).data).reduce((sum, level) => sum + level, 0) / 255);
    const mean = inks.reduce((sum, ink) => sum + ink, 0) / inks.length;
    expect(mean).toBeGreaterThan(92);
    expect(mean).toBeLessThan(112);
  });

  it("gives the same pixels for a digit drawn small in a corner", () => {
    const [, , , , four = []] = sampleDigits;
    const small = normaliseDigit(moved(four, 0.5, 0.45, 0.02)).data;
    normaliseDigit(four).data.forEach((level, index) => {
      expect(Math.abs(level - (small[index] as number))).toBeLessThanOrEqual(1);
    });
  });

  it("leaves a dot a dot in the middle", () => {
    const { data } = normaliseDigit([[[0.9, 0.1]]]);
    expect(inkBounds(data)).toEqual({ left: 13, right: 14, top: 13, bottom: 14 });
  });
});
