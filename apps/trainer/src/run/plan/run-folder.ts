// The folder of a run: what stands in it, and whether a new run may begin there.
import { mkdir, readdir, readFile, rm, stat } from "node:fs/promises";
import { join } from "node:path";

import { writeError } from "../../files/write-error.ts";
import { writeAtomically } from "../../files/write-atomically.ts";
import { CommandError } from "../../terminal/command-error.ts";
import type { RunRecord } from "./run-record.ts";

export interface RunFolder {
  readonly path: string;
  /** The record of what began here, if anything did. */
  readonly record: RunRecord | undefined;
  readonly checkpoint: string;
  readonly model: string;
  readonly reportJson: string;
  readonly reportMarkdown: string;
}

const recordName = "run.json";

/** Looks at a folder, which need not exist. @throws CommandError (2) where it cannot be a run's */
export async function openRunFolder(path: string): Promise<RunFolder> {
  const status = await stat(path).catch(() => undefined);
  if (status && !status.isDirectory()) {
    throw new CommandError(`[train] --out is ${path}, which is a file, but a folder was expected. Name another.`);
  }
  return {
    path,
    record: await readRecord(join(path, recordName)),
    checkpoint: join(path, "checkpoint.safetensors"),
    model: join(path, "model.safetensors"),
    reportJson: join(path, "report.json"),
    reportMarkdown: join(path, "report.md"),
  };
}

/** @throws CommandError (2) where a run is there already and `force` is not set */
export async function checkFree({ path, checkpoint, reportJson }: RunFolder, force: boolean): Promise<void> {
  if (force) return;
  if (await exists(reportJson)) {
    throw new CommandError(`[train] ${path} holds a finished run. Name another folder with --out, or give --force to replace it.`);
  }
  if (await exists(checkpoint)) {
    throw new CommandError(`[train] ${path} holds an unfinished run. Go on with --resume, or give --force to begin anew.`);
  }
}

/** Makes the folder, and takes away what an earlier run left. */
export async function clearFolder({ path, checkpoint, model, reportJson, reportMarkdown }: RunFolder): Promise<void> {
  try {
    await mkdir(path, { recursive: true });
    for (const file of [checkpoint, model, reportJson, reportMarkdown, join(path, recordName)]) await rm(file, { force: true });
  } catch (cause) {
    throw writeError(path, cause);
  }
}

/** Takes away what processes that were killed had begun to write: see `writeAtomically`. */
export async function removeParts({ path }: RunFolder, processes: readonly number[]): Promise<void> {
  const names = await readdir(path).catch(() => []); // nothing was begun
  const parts = names.filter((name) => processes.some((process) => name.endsWith(`.${process}.part`)));
  for (const name of parts) await rm(join(path, name), { force: true });
}

/** The record of the run that is to go on. @throws CommandError (2) where there is none */
export async function resumeRun({ path, record, checkpoint }: RunFolder): Promise<RunRecord> {
  if (record && (await exists(checkpoint))) return record;
  throw new CommandError(
    `[train] --resume came, but ${path} holds no checkpoint. Leave --resume out to begin, or name the run's folder with --out.`,
  );
}

export const writeRecord = ({ path }: RunFolder, record: RunRecord): Promise<void> =>
  writeAtomically(join(path, recordName), `${JSON.stringify(record, null, 2)}\n`);

export const exists = (path: string): Promise<boolean> =>
  stat(path).then(
    () => true,
    () => false,
  );

async function readRecord(path: string): Promise<RunRecord | undefined> {
  const text = await readFile(path, "utf8").catch(() => undefined);
  if (text === undefined) return undefined;
  try {
    return JSON.parse(text) as RunRecord;
  } catch (cause) {
    throw new CommandError(`[train] ${path} is not JSON. It is damaged: begin the run anew with --force.`, { cause });
  }
}
