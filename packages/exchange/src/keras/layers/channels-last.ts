import type { LayerConfig } from "../graph/layer-config.ts";

/** @throws ModelError for a layer that has channels before height and width */
export function requireChannelsLast(config: LayerConfig): void {
  const format = config.text("data_format", "channels_last");
  if (format === "channels_last") return;
  throw config.refuse(
    `has the data format "${format}"`,
    "Only channels_last, [batch, height, width, channels], is supported: build the model with it and copy the weights.",
  );
}
