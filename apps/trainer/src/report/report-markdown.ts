import { formatDuration } from "../progress/format-duration.ts";
import { formatGigabytes } from "../machine/describe-machine.ts";
import { percent, whole } from "../terminal/format-number.ts";
import type { Report } from "./report.ts";

/** The report for people. */
export function reportMarkdown(report: Report): string {
  const { name, finished, network, test, machine, recipe } = report;
  const facts = [
    ["Test accuracy", `${percent(test.accuracy)} of ${whole(test.images)} images`],
    ...(test.top5 === undefined ? [] : [["Among the five most probable", percent(test.top5)]]),
    ["Test loss", test.loss.toFixed(4)],
    ["Training", `${formatDuration(report.seconds)} for ${report.epochs.length} epochs of ${whole(report.images.train)} images`],
    ["Speed", `${whole(report.imagesPerSecond)} images/s on ${report.backend} in ${recipe.precision}, ${batchOf(recipe)}`],
    ...(report.workers > 1 ? [["Workers", `${report.workers} processes, each on its part of every batch`]] : []),
    ["Network", `${network.name}, ${network.input.join(" x ")}, ${network.layers} nodes`],
    ["Parameters", `${whole(network.parameters)}, of which ${whole(network.trainable)} are trained`],
    ["Multiply-adds an image", whole(network.multiplyAdds)],
    ["Machine", `${machine.cpu}, ${machine.cores} cores, ${formatGigabytes(machine.memory)}, ${machine.system}, Node ${machine.node}`],
    ["Finished", finished],
  ];
  return `# ${name}

    ${report.command}

${table(["", ""], facts)}

## Epochs

${table(["epoch", "loss", "accuracy", "images/s", "test accuracy"], report.epochs.map(epochRow))}

## Classes

${table(["class", "images", "recall", "precision"], test.classes.map(classRow))}

## Confusion

Rows are what images show, columns what they were taken for.

${table(
  ["", ...report.labels],
  test.confusion.map((row, index) => [report.labels[index] ?? "", ...row.map(String)]),
)}

## Recipe

\`\`\`json
${JSON.stringify(recipe, null, 2)}
\`\`\`
`;
}

const batchOf = ({ batch, accumulate }: Report["recipe"]): string =>
  accumulate > 1 ? `batch ${batch} in ${accumulate} parts` : `batch ${batch}`;

const epochRow = ({ epoch, loss, accuracy, imagesPerSecond, testAccuracy }: Report["epochs"][number]): string[] => [
  String(epoch + 1),
  loss.toFixed(4),
  percent(accuracy),
  whole(imagesPerSecond),
  testAccuracy === undefined ? "" : percent(testAccuracy),
];

const classRow = ({ label, images, recall, precision }: Report["test"]["classes"][number]): string[] => [
  label,
  whole(images),
  percent(recall),
  percent(precision),
];

function table(headings: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`;
  return [line(headings), line(headings.map(() => "---")), ...rows.map(line)].join("\n");
}
