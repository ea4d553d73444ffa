// The commands put together, with one form for help and for errors.
import { Command } from "commander";

import { addBenchmark } from "./commands/benchmark.ts";
import { addDoctor } from "./commands/doctor.ts";
import { addEvaluate } from "./commands/evaluate.ts";
import { addPredict } from "./commands/predict.ts";
import { addSummary } from "./commands/summary.ts";
import { addTrain } from "./commands/train.ts";
import { addConvert } from "./commands/convert.ts";
import type { Surroundings } from "./surroundings.ts";
import { commandLineError } from "./terminal/command-line-error.ts";
import type { ExitStatus } from "./terminal/exit-status.ts";
import type { Streams } from "./terminal/streams.ts";

const version = "0.1.0";

export function createProgram(streams: Streams, endWith: (status: ExitStatus) => void): Command {
  const program = new Command("xception");
  program
    .description("Xception on TensorFlow.js: predict, train, evaluate.")
    .version(version, "--version", "print the version")
    .helpOption("--help", "print this help")
    .helpCommand(false)
    .configureOutput({ writeOut: streams.out, writeErr: streams.error, outputError: () => undefined })
    .configureHelp({ helpWidth: streams.columns() ?? 100 })
    .addHelpText("after", "\nExit status: 0 done, 1 the work failed, 2 the command or a file could not be used, 130 Ctrl-C.");
  const surroundings: Surroundings = { streams, endWith };
  for (const add of [addPredict, addTrain, addEvaluate, addSummary, addConvert, addBenchmark, addDoctor]) add(program, surroundings);
  for (const command of [program, ...program.commands]) {
    command.exitOverride((error) => {
      throw commandLineError(error, command) ?? error;
    });
    command.option("--verbose", "print the stack of an error");
  }
  return program;
}
