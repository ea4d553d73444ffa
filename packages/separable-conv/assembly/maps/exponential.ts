// The functions that activations are made of, four values at a time, right to about two units of the last place. Polynomials after a
// reduction to a small interval; no tables, since the module has no memory of its own.

const LOG2E: f32 = 1.4426950408889634;
// ln 2 in two parts: products of the first with whole numbers are exact.
const LN2_HIGH: f32 = 0.693359375;
const LN2_LOW: f32 = -2.1219444e-4;

/** The whole number of halvings or doublings that brings e^x near 1; 0 for what is not a number. */
function doublings(x: v128): v128 {
  return f32x4.nearest(f32x4.mul(x, f32x4.splat(LOG2E)));
}

/** e^r − 1 for x = n · ln 2 + r. */
function smallExpm1(x: v128, n: v128): v128 {
  let r = f32x4.sub(x, f32x4.mul(n, f32x4.splat(LN2_HIGH)));
  r = f32x4.sub(r, f32x4.mul(n, f32x4.splat(LN2_LOW)));
  let p = f32x4.splat(1.9875691e-4);
  p = f32x4.add(f32x4.mul(p, r), f32x4.splat(1.3981999e-3));
  p = f32x4.add(f32x4.mul(p, r), f32x4.splat(8.333452e-3));
  p = f32x4.add(f32x4.mul(p, r), f32x4.splat(4.1665796e-2));
  p = f32x4.add(f32x4.mul(p, r), f32x4.splat(1.6666666e-1));
  p = f32x4.add(f32x4.mul(p, r), f32x4.splat(0.5));
  return f32x4.add(f32x4.mul(f32x4.mul(p, r), r), r);
}

/** 2^n for whole n from −126 to 127. */
function powerOfTwo(n: v128): v128 {
  return i32x4.shl(i32x4.add(n, i32x4.splat(127)), 23);
}

function hold(x: v128, lower: f32, upper: f32): v128 {
  return f32x4.pmax(f32x4.pmin(x, f32x4.splat(upper)), f32x4.splat(lower));
}

/** e^x. */
export function exp(x: v128): v128 {
  // Beyond these it is infinite or 0.
  x = hold(x, -104, 89);
  const n = doublings(x);
  const value = f32x4.add(smallExpm1(x, n), f32x4.splat(1));
  // In two steps, because 2^128 is no float and 2^−140 not a normal one.
  const whole = i32x4.trunc_sat_f32x4_s(n);
  const half = i32x4.shr_s(whole, 1);
  return f32x4.mul(f32x4.mul(value, powerOfTwo(half)), powerOfTwo(i32x4.sub(whole, half)));
}

/** e^x − 1 for x ≤ 0, right near 0 too. */
export function expm1(x: v128): v128 {
  x = hold(x, -87, 0);
  const n = doublings(x);
  const power = powerOfTwo(i32x4.trunc_sat_f32x4_s(n));
  return f32x4.add(f32x4.mul(smallExpm1(x, n), power), f32x4.sub(power, f32x4.splat(1)));
}

/** ln(1 + x) for x from 0 to 1: 2 artanh(x / (2 + x)) as a series. */
export function log1p(x: v128): v128 {
  const s = f32x4.div(x, f32x4.add(x, f32x4.splat(2)));
  const z = f32x4.mul(s, s);
  let p = f32x4.splat(2 / 15);
  p = f32x4.add(f32x4.mul(p, z), f32x4.splat(2 / 13));
  p = f32x4.add(f32x4.mul(p, z), f32x4.splat(2 / 11));
  p = f32x4.add(f32x4.mul(p, z), f32x4.splat(2 / 9));
  p = f32x4.add(f32x4.mul(p, z), f32x4.splat(2 / 7));
  p = f32x4.add(f32x4.mul(p, z), f32x4.splat(2 / 5));
  p = f32x4.add(f32x4.mul(p, z), f32x4.splat(2 / 3));
  p = f32x4.add(f32x4.mul(p, z), f32x4.splat(2));
  return f32x4.mul(p, s);
}

export function sigmoid(x: v128): v128 {
  const one = f32x4.splat(1);
  return f32x4.div(one, f32x4.add(one, exp(f32x4.neg(x))));
}

/** By a polynomial near 0, else 1 − 2 / (e^2|x| + 1) with the sign of x. */
export function tanh(x: v128): v128 {
  const z = f32x4.mul(x, x);
  let p = f32x4.splat(-5.70498872745e-3);
  p = f32x4.add(f32x4.mul(p, z), f32x4.splat(2.06390887954e-2));
  p = f32x4.add(f32x4.mul(p, z), f32x4.splat(-5.37397155531e-2));
  p = f32x4.add(f32x4.mul(p, z), f32x4.splat(1.33314422036e-1));
  p = f32x4.add(f32x4.mul(p, z), f32x4.splat(-3.33332819422e-1));
  const near = f32x4.add(f32x4.mul(f32x4.mul(p, z), x), x);
  const size = f32x4.abs(x);
  const one = f32x4.splat(1);
  const two = f32x4.splat(2);
  const far = f32x4.sub(one, f32x4.div(two, f32x4.add(exp(f32x4.mul(size, two)), one)));
  return v128.bitselect(withSignOf(far, x), near, f32x4.gt(size, f32x4.splat(0.625)));
}

/** A value of 0 or more, with the sign of another. */
export function withSignOf(value: v128, x: v128): v128 {
  return v128.or(value, v128.and(x, i32x4.splat(0x80000000)));
}
