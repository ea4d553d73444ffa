import { startViewer } from "./page/viewer.ts";

startViewer();
