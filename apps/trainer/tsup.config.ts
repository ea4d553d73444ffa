import { library } from "../../tsup.config.base.ts";

export default library({ entry: ["src/main.ts"], platform: "node", dts: false });
