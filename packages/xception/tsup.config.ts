import { library } from "../../tsup.config.base.ts";

export default library({ entry: ["src/index.ts", "src/node/platform.ts", "src/browser/platform.ts"], external: ["#platform"] });
