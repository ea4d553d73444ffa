import { Window } from "../window";

/** What every convolution that is a product of matrices begins with; src/wasm/tasks/product-fields.ts has the fields in this order. */
@unmanaged
export class Product extends Window {
  x: usize;
  /** Bytes from pixel to pixel. */
  xPitch: usize;
  /** Filters as `packPanels` makes them. */
  panels: usize;
  /** One value a filter, or 0. */
  bias: usize;
  /** What is added to y, or 0. */
  residual: usize;
  residualPitch: usize;
  y: usize;
  yPitch: usize;
  /** y is held between these. */
  lower: f32;
  upper: f32;
}
