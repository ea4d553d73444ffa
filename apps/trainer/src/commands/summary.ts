// xception summary: the table of a network, from a file or from a variant by name.
import { summarise, type Network, type Summary } from "@xception/network";
import { buildXception, variantOptions, variants } from "@xception/xception";
import type { Command } from "commander";

import { openModelFile } from "../model/open-model-file.ts";
import type { Surroundings } from "../surroundings.ts";
import { CommandError } from "../terminal/command-error.ts";
import { formatTable } from "../terminal/format-table.ts";
import { unusable } from "../terminal/unusable.ts";
import { jsonOption, sizeOption } from "./options.ts";

interface SummaryOptions {
  readonly variant?: string;
  readonly size?: number;
  readonly json?: boolean;
}

export function addSummary(program: Command, { streams }: Surroundings): void {
  program
    .command("summary")
    .description("List a network's layers: kind, output shape, parameters, multiply-adds.")
    .argument("[file]", "a model: .keras, .h5, .hdf5 or .safetensors")
    .option("--variant <name>", `a network by name: ${Object.keys(variants).join(", ")}`)
    .addOption(sizeOption())
    .addOption(jsonOption("one JSON object: rows and totals"))
    .action(async (file: string | undefined, options: SummaryOptions) => {
      const { network, inputShape } = await findNetwork(file, options);
      const summary = await unusable(() => summarise(network, inputShape === undefined ? {} : { inputShape }));
      streams.out(options.json ? `${JSON.stringify(toJson(network, summary))}\n` : toText(network, summary));
    });
}

async function findNetwork(
  file: string | undefined,
  { variant, size }: SummaryOptions,
): Promise<{ network: Network; inputShape?: number[] }> {
  if ((file === undefined) === (variant === undefined)) {
    const came = file === undefined ? "neither a file nor --variant came" : "both a file and --variant came";
    throw new CommandError(
      `[summary] ${came}, but one of them was expected. Name a model's file, or a network such as --variant xception.`,
    );
  }
  if (variant !== undefined) {
    const network = await unusable(() => buildXception({ ...variantOptions(variant), ...(size === undefined ? {} : { inputSize: size }) }));
    return { network };
  }
  const { network } = await openModelFile(file ?? "");
  const shape = (network.nodes.find((node) => node.kind === "input")?.options["shape"] ?? []) as readonly (number | null)[];
  return size === undefined ? { network } : { network, inputShape: shape.map((side, axis) => (axis < 2 ? size : (side ?? size))) };
}

function toJson({ name }: Network, { rows, parameters, multiplyAdds }: Summary): object {
  return {
    name,
    rows: rows.map((row) => ({
      layer: row.name,
      kind: row.kind,
      outputShape: row.outputShape,
      parameters: row.parameters,
      multiplyAdds: row.multiplyAdds,
    })),
    totals: { ...parameters, multiplyAdds },
  };
}

function toText({ name }: Network, { rows, parameters, multiplyAdds }: Summary): string {
  const table = formatTable(
    ["layer", "kind", "output", "parameters", "multiply-adds"],
    rows.map((row) => [
      row.name,
      row.kind,
      row.outputShape.map((side) => side ?? "any").join(" x "),
      grouped(row.parameters),
      grouped(row.multiplyAdds),
    ]),
    [false, false, false, true, true],
  );
  const { total, trainable, nonTrainable } = parameters;
  const last = `${name}: ${grouped(total)} parameters (${grouped(trainable)} trainable, ${grouped(nonTrainable)} moving averages), ${grouped(multiplyAdds)} multiply-adds`;
  return `${table}\n${last}\n`;
}

const grouped = (count: number | null): string => (count === null ? "depends on the size" : count.toLocaleString("en"));
