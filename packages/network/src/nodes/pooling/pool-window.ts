// The window of the pooling kinds; it steps by its own size unless told otherwise, as Keras' pooling layers do.
import { type OptionsOf, pair, pairOrNull } from "../../definition/option-rule.ts";
import { padding, type Window } from "../window.ts";

export const poolOptions = { size: pair([2, 2]), stride: pairOrNull(), padding: padding() };

type PoolOptions = OptionsOf<typeof poolOptions>;

export const poolWindow = ({ size, stride, padding: pad }: Pick<PoolOptions, "size" | "stride" | "padding">): Window => ({
  kernel: size,
  stride: stride ?? size,
  padding: pad,
});
