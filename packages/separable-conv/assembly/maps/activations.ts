// Activation functions, four values at a time, by the formulas of packages/network/src/nodes/activation/functions.ts.
import { erf } from "./error-function";
import { exp, expm1, log1p, sigmoid, tanh } from "./exponential";

// Numbers of src/wasm/tasks/maps/activate.ts.
const ELU = 1;
const SELU = 2;
const LEAKY_RELU = 3;
const SIGMOID = 4;
const HARD_SIGMOID = 5;
const TANH = 6;
const SOFTPLUS = 7;
const SILU = 8;
const HARD_SILU = 9;
const GELU = 10;
const GELU_BY_TANH = 11;

/** The function of this number at x; `alpha` is its slope or scale where it has one. */
export function activation(number: i32, alpha: f32, x: v128): v128 {
  if (number == SIGMOID) return sigmoid(x);
  if (number == SILU) return f32x4.mul(x, sigmoid(x));
  if (number == TANH) return tanh(x);
  if (number == HARD_SIGMOID) return hardSigmoid(x, alpha);
  if (number == HARD_SILU) return f32x4.mul(x, hardSigmoid(x, alpha));
  if (number == LEAKY_RELU) return negativeOr(x, f32x4.mul(x, f32x4.splat(alpha)));
  if (number == ELU) return negativeOr(x, f32x4.mul(expm1(x), f32x4.splat(alpha)));
  if (number == SELU) return selu(x);
  if (number == SOFTPLUS) return softplus(x);
  if (number == GELU) return gelu(x, erf(f32x4.mul(x, f32x4.splat(Mathf.SQRT1_2))));
  if (number == GELU_BY_TANH) return gelu(x, tanh(innerOf(x)));
  return x;
}

/** x where it is 0 or more or no number, else what there is for negative ones. */
function negativeOr(x: v128, negative: v128): v128 {
  return v128.bitselect(negative, x, f32x4.lt(x, f32x4.splat(0)));
}

function selu(x: v128): v128 {
  const scale = f32x4.splat(1.0507009873554805);
  return f32x4.mul(negativeOr(x, f32x4.mul(expm1(x), f32x4.splat(1.6732632423543772))), scale);
}

function hardSigmoid(x: v128, alpha: f32): v128 {
  const line = f32x4.add(f32x4.mul(x, f32x4.splat(alpha)), f32x4.splat(0.5));
  return f32x4.pmax(f32x4.pmin(line, f32x4.splat(1)), f32x4.splat(0));
}

/** ln(1 + e^x) = max(x, 0) + ln(1 + e^−|x|). */
function softplus(x: v128): v128 {
  return f32x4.add(f32x4.pmax(x, f32x4.splat(0)), log1p(exp(f32x4.neg(f32x4.abs(x)))));
}

function gelu(x: v128, share: v128): v128 {
  return f32x4.mul(f32x4.mul(x, f32x4.splat(0.5)), f32x4.add(share, f32x4.splat(1)));
}

function innerOf(x: v128): v128 {
  const cube = f32x4.mul(f32x4.mul(x, x), x);
  return f32x4.mul(f32x4.add(x, f32x4.mul(cube, f32x4.splat(0.044715))), f32x4.splat(0.7978845608028654));
}
