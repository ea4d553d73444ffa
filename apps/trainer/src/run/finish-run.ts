import { writeModel } from "@xception/exchange";

import type { Evaluation } from "../evaluation/evaluation.ts";
import { writeAtomically } from "../files/write-atomically.ts";
import { reportMarkdown } from "../report/report-markdown.ts";
import { createReport } from "../report/report.ts";
import type { PreparedModel } from "./prepare/prepare-model.ts";
import type { RunFolder } from "./plan/run-folder.ts";
import type { RunRecord } from "./plan/run-record.ts";

export interface FinishedRun {
  readonly folder: RunFolder;
  readonly record: RunRecord;
  /** With the parameters that training ended in. */
  readonly model: PreparedModel;
  readonly test: Evaluation;
}

/** Writes the model and the reports. The JSON comes last: a folder that has it holds a whole run. */
export async function finishRun({ folder, record, model, test }: FinishedRun): Promise<void> {
  const report = createReport(record, model, test);
  await writeAtomically(folder.model, new Uint8Array(await writeModel(model).arrayBuffer()));
  await writeAtomically(folder.reportMarkdown, reportMarkdown(report));
  await writeAtomically(folder.reportJson, `${JSON.stringify(report, null, 2)}\n`);
}
