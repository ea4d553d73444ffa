import { startViewer } from "./viewer.ts";

startViewer();
