// xception doctor: what works on this machine, what does not, and the command that mends it.
import type { Command } from "commander";

import { examine, type Examination } from "../machine/examine.ts";
import { formatGigabytes } from "../machine/describe-machine.ts";
import type { Surroundings } from "../surroundings.ts";
import { exitStatus } from "../terminal/exit-status.ts";
import { jsonOption } from "./options.ts";

export function addDoctor(program: Command, { streams, endWith }: Surroundings): void {
  program
    .command("doctor")
    .description("Say what works on this machine, what does not, and what mends it.")
    .addOption(jsonOption("one JSON object"))
    .action(async ({ json }: { json?: boolean }) => {
      const examination = await examine();
      streams.out(json ? `${JSON.stringify(examination)}\n` : toText(examination));
      if (!examination.ready) endWith(exitStatus.failed);
    });
}

function toText({ machine, checks, ready }: Examination): string {
  const facts = [
    `node    ${machine.node}`,
    `cpu     ${machine.cores} cores, ${machine.cpu}`,
    `memory  ${formatGigabytes(machine.memory)}`,
    `system  ${machine.system}`,
    "",
  ];
  const findings = checks.map(({ name, works, detail, remedy, needed }) => {
    const sign = works ? "works  " : needed ? "BROKEN " : "absent ";
    return [`${sign} ${name}: ${detail}`, ...(remedy === undefined ? [] : [`        mend it: ${remedy}`])].join("\n");
  });
  const end = ready ? "All that is needed works." : "Something that is needed does not work.";
  return `${[...facts, ...findings, "", end].join("\n")}\n`;
}
