// Commander's own errors in this house's form: what came, what was expected, what to do.
import type { Command, CommanderError } from "commander";

import { recipeKeys } from "../recipe/recipe-keys.ts";
import { CommandError } from "./command-error.ts";

/** The sentence for a call that commander refused; undefined where it only printed help or the version. */
export function commandLineError(error: CommanderError, command: Command): CommandError | undefined {
  const name = command.name();
  const called = command.parent ? `${command.parent.name()} ${name}` : name;
  const see = `Run \`${called} --help\` to see what it takes.`;
  const [, came = ""] = /'([^']+)'/.exec(error.message) ?? [];
  const [, meant] = /\(Did you mean (.+?)\?\)/.exec(error.message) ?? [];
  const advice = meant === undefined ? see : `Did you mean ${meant}?`;
  const known =
    name === "train" ? `${meant === undefined ? "" : `${advice} `}Keys of a recipe are ${[...recipeKeys.keys()].join(", ")}.` : undefined;
  switch (error.code) {
    case "commander.helpDisplayed":
    case "commander.version":
      return undefined;
    case "commander.unknownOption":
      return new CommandError(`[${name}] there is no option ${came.replace(/=.*/s, "")}. ${known ?? advice}`, { cause: error });
    case "commander.unknownCommand":
      return new CommandError(`[${name}] there is no command ${came}. ${advice}`, { cause: error });
    case "commander.missingArgument":
      return new CommandError(`[${name}] ${came.toUpperCase()} is missing. ${see}`, { cause: error });
    case "commander.missingMandatoryOptionValue":
      return new CommandError(`[${name}] ${came} is missing. ${see}`, { cause: error });
    case "commander.optionMissingArgument":
      return new CommandError(`[${name}] ${came} came without its value. Give it one.`, { cause: error });
    case "commander.excessArguments":
      return new CommandError(`[${name}] ${error.message.replace("error: ", "").replace(/\.$/, "")}. ${see}`, { cause: error });
    case "commander.help":
      return new CommandError(`[${name}] a command is missing. Name one of those above.`, { cause: error });
    default:
      return new CommandError(`[${name}] ${error.message.replace("error: ", "").replaceAll("\n", " ")} ${see}`, { cause: error });
  }
}
