// Weights without a model, into a network that is known already.
import { parameterSpecs, type Network, type NetworkParameters } from "@xception/network";
import { checkNames, detectFormat, readKeras, readSafetensors } from "@xception/weights";

import { matchLayers } from "./keras/match-layers.ts";
import { toParameter } from "./keras/to-parameter.ts";
import { joinSteps } from "./single-file/join-steps.ts";

/**
 * Opens a file of weights into a network: safetensors whose arrays are named as the network's parameters, and Keras' .h5 and .weights.h5,
 * whose layers are named as its nodes or, where the file gives no names, come in its order.
 *
 * @throws WeightsError when the file is damaged, or when an array is missing, left over or of another shape; all are in `report`
 *
 * @example
 * const parameters = await openParameters(await openBlob("epoch-7.weights.h5"), network);
 */
export async function openParameters(source: Blob, network: Network): Promise<NetworkParameters> {
  const specs = parameterSpecs(network);
  const parameters =
    (await detectFormat(source)) === "safetensors"
      ? new Map(
          [...joinSteps("openParameters", await (await readSafetensors(source)).readAll())].map(([name, array]) => [
            name,
            toParameter(array),
          ]),
        )
      : matchLayers(await readKeras(source), network, specs);
  checkNames("openParameters", parameters, specs);
  return parameters;
}
