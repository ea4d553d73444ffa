import { HEIGHT } from "../product/lanes";

/** Four channels are four steps of a row. */
export function storeSteps(to: usize, channels: v128): void {
  v128.store32_lane(to, channels, 0);
  v128.store32_lane(to, channels, 1, HEIGHT * 4);
  v128.store32_lane(to, channels, 2, HEIGHT * 8);
  v128.store32_lane(to, channels, 3, HEIGHT * 12);
}
