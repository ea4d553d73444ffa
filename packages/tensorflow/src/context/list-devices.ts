import type { Library } from "../library/open-library.ts";
import type { Status } from "./status.ts";

/** A processor or graphics card that TensorFlow computes on. */
export interface Device {
  /** such as "/job:localhost/replica:0/task:0/device:CPU:0" */
  readonly name: string;
  /** such as "CPU" or "GPU" */
  readonly kind: string;
  /** bytes that TensorFlow may take there */
  readonly memory: number;
}

export function listDevices({ functions }: Library, context: bigint, status: Status): Device[] {
  const list = functions.TFE_ContextListDevices(context, status.pointer);
  status.check("listing the devices");
  const devices = Array.from({ length: functions.TF_DeviceListCount(list) }, (_, index) => ({
    name: functions.TF_DeviceListName(list, index, status.pointer),
    kind: functions.TF_DeviceListType(list, index, status.pointer),
    memory: Number(functions.TF_DeviceListMemoryBytes(list, index, status.pointer)),
  }));
  functions.TF_DeleteDeviceList(list);
  return devices;
}
