import { exp, withSignOf } from "./exponential";

/** erf(x): below 1 a polynomial times x, above it 1 − e^−p(|x|) with a polynomial for −ln erfc; both by least squares on Chebyshev's nodes. */
export function erf(x: v128): v128 {
  const size = f32x4.pmin(f32x4.abs(x), f32x4.splat(4));
  return v128.bitselect(withSignOf(far(size), x), near(x), f32x4.gt(size, f32x4.splat(1)));
}

function near(x: v128): v128 {
  const z = f32x4.mul(x, x);
  let p = f32x4.splat(7.882497448008507e-5);
  p = f32x4.add(f32x4.mul(p, z), f32x4.splat(-8.018855005502701e-4));
  p = f32x4.add(f32x4.mul(p, z), f32x4.splat(5.189312156289816e-3));
  p = f32x4.add(f32x4.mul(p, z), f32x4.splat(-2.685432881116867e-2));
  p = f32x4.add(f32x4.mul(p, z), f32x4.splat(1.1283597350120544e-1));
  p = f32x4.add(f32x4.mul(p, z), f32x4.splat(-3.761262595653534e-1));
  p = f32x4.add(f32x4.mul(p, z), f32x4.splat(1.1283791065216064));
  return f32x4.mul(p, x);
}

function far(size: v128): v128 {
  let p = f32x4.splat(1.3309389942151029e-5);
  p = f32x4.add(f32x4.mul(p, size), f32x4.splat(-3.175720339640975e-4));
  p = f32x4.add(f32x4.mul(p, size), f32x4.splat(3.4368676133453846e-3));
  p = f32x4.add(f32x4.mul(p, size), f32x4.splat(-2.2621985524892807e-2));
  p = f32x4.add(f32x4.mul(p, size), f32x4.splat(1.0331898182630539e-1));
  p = f32x4.add(f32x4.mul(p, size), f32x4.splat(6.390933394432068e-1));
  p = f32x4.add(f32x4.mul(p, size), f32x4.splat(1.125925898551941));
  p = f32x4.add(f32x4.mul(p, size), f32x4.splat(7.569686276838183e-4));
  return f32x4.sub(f32x4.splat(1), exp(f32x4.neg(p)));
}
