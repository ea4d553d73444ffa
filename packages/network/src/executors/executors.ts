// All executors of this package. To add one is to add its file and its line here.
import type { Executor } from "./executor.ts";
import { interpret } from "./interpret.ts";

export const executors: ReadonlyMap<string, Executor> = new Map([["interpret", interpret]]);
