// What TensorFlow's graph rewriter, grappler, is told. It runs only for a function whose call brings a configuration, be it an empty one.
import { bytesField, varintField } from "../context/protocol-buffer.ts";
import { TraceError } from "./trace-error.ts";

/** Numbers that products and convolutions are computed in; what comes in and goes out stays float32. */
export type Precision = "float32" | "bfloat16" | "float16";

/** Fields of RewriterConfig (tensorflow/core/protobuf/rewriter_config.proto): no rewriting, float16 on both devices, oneDNN's bfloat16. */
const disableMetaOptimizer = 19;
const autoMixedPrecision = 23;
const autoMixedPrecisionCpu = 29;
const autoMixedPrecisionOnednnBfloat16 = 31;

/**
 * The message ConfigProto for a call of a function.
 *
 * @throws TraceError where the rewriter has no such precision for the device, or is to do nothing but would have to change the precision
 */
export function rewriting(precision: Precision, onGraphicsCard: boolean, rewrite = true): Uint8Array {
  // ConfigProto.graph_options = 10, GraphOptions.rewrite_options = 10; 1 is ON.
  const configuration = (field: number): Uint8Array => Uint8Array.from(bytesField(10, bytesField(10, varintField(field, 1))));
  if (precision === "float32") return rewrite ? new Uint8Array() : configuration(disableMetaOptimizer);
  if (precision === "bfloat16" && onGraphicsCard)
    throw new TraceError('[trace] precision came as "bfloat16" on a graphics card, expected float32 or float16. Choose one of these.');
  if (!rewrite) {
    throw new TraceError(
      `[trace] precision came as "${precision}" with rewrite: false, expected float32. Leave rewrite out: it changes the precision.`,
    );
  }
  if (precision === "bfloat16") return configuration(autoMixedPrecisionOnednnBfloat16);
  return configuration(onGraphicsCard ? autoMixedPrecision : autoMixedPrecisionCpu);
}
