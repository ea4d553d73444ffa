// Digits as a hand draws them with a mouse, stroke by stroke, in parts of the drawing area.
import type { Point, Stroke } from "../../src/digit/stroke.ts";

/** Points on an ellipse from one angle to another, in degrees, clockwise from the right. */
function arc([x, y]: Point, [rx, ry]: Point, from: number, to: number, points = 16): Point[] {
  return Array.from({ length: points + 1 }, (_, index) => {
    const angle = ((from + ((to - from) * index) / points) * Math.PI) / 180;
    return [x + rx * Math.cos(angle), y + ry * Math.sin(angle)];
  });
}

/** One drawing each of 0 to 9. */
export const sampleDigits: readonly (readonly Stroke[])[] = [
  [arc([0.5, 0.5], [0.18, 0.28], -90, 270, 32)],
  [
    [
      [0.44, 0.28],
      [0.52, 0.2],
      [0.5, 0.8],
    ],
  ],
  [[...arc([0.5, 0.36], [0.17, 0.16], 190, 390), [0.34, 0.78], [0.7, 0.76]]],
  [[...arc([0.48, 0.35], [0.15, 0.14], 200, 450), ...arc([0.48, 0.64], [0.18, 0.16], -90, 160)]],
  [
    [
      [0.38, 0.2],
      [0.33, 0.52],
      [0.7, 0.5],
    ],
    [
      [0.64, 0.22],
      [0.58, 0.82],
    ],
  ],
  [
    [[0.4, 0.22], [0.36, 0.48], ...arc([0.48, 0.6], [0.18, 0.18], -120, 140)],
    [
      [0.4, 0.22],
      [0.66, 0.2],
    ],
  ],
  [[[0.6, 0.18], [0.45, 0.36], [0.36, 0.58], ...arc([0.5, 0.64], [0.15, 0.15], 180, -180, 24)]],
  [
    [
      [0.32, 0.24],
      [0.68, 0.22],
      [0.48, 0.8],
    ],
  ],
  [
    [
      ...arc([0.5, 0.36], [0.14, 0.15], -45, -270),
      ...arc([0.5, 0.66], [0.16, 0.16], -90, 270, 24),
      ...arc([0.5, 0.36], [0.14, 0.15], 90, -45),
    ],
  ],
  [[...arc([0.48, 0.38], [0.15, 0.16], 0, -360, 24), [0.62, 0.6], [0.58, 0.82]]],
];
