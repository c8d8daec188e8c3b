//! The activation functions, the largest of some numbers, and what else goes through numbers vector by vector.
#![allow(unsafe_code)] // vector instructions, and calls of functions compiled for those found at run time
#![allow(clippy::inline_always)] // bodies must be compiled with the instruction set of their caller

use crate::kernel::{Level, level};

/// Numbers that are worked on together. Each step below is a loop over one array, which compiles to one vector
/// instruction; a loop over whole formulas does not.
pub(crate) const LANES: usize = 16;
pub(crate) type Lanes = [f32; LANES];

#[inline(always)]
pub(crate) fn map(mut values: Lanes, step: impl Fn(f32) -> f32) -> Lanes {
    for value in &mut values {
        *value = step(*value);
    }
    values
}

#[inline(always)]
pub(crate) fn zip(mut values: Lanes, others: Lanes, step: impl Fn(f32, f32) -> f32) -> Lanes {
    for (value, other) in values.iter_mut().zip(others) {
        *value = step(*value, other);
    }
    values
}

/// Added to a number, leaves no room for a fraction: the sum's last bits are the number, rounded.
pub(crate) const ROUND: f32 = 12_582_912.0;
/// The factors of the series for `e^x` near zero, the highest power's first.
pub(crate) const SERIES: [f32; 7] = [
    0.001_398_2,
    0.008_333_452,
    0.041_665_795,
    0.166_666_55,
    0.5,
    1.0,
    1.0,
];
/// A positive number's bits taken from these are about those of its reciprocal.
pub(crate) const GUESS: u32 = 0x7ef3_11c7;

/// `e^x` to about 2e-7 relative, without branches.
#[inline(always)]
pub(crate) fn exponential(x: Lanes) -> Lanes {
    let x = map(x, |x| if x > -87.0 { x } else { -87.0 });
    let x = map(x, |x| if x < 87.0 { x } else { 87.0 });
    let shifted = map(x, |x| x * std::f32::consts::LOG2_E + ROUND);
    let whole = map(shifted, |shifted| shifted - ROUND);
    let rest = zip(x, map(whole, |whole| whole * 0.693_359_4), |x, part| x - part);
    let rest = zip(rest, map(whole, |whole| whole * -2.121_944_4e-4), |x, part| {
        x - part
    });
    let mut series = [SERIES[0]; LANES];
    for &factor in &SERIES[1..] {
        series = zip(series, rest, |series, rest| series * rest + factor);
    }
    let power = map(shifted, |shifted| {
        let bits = shifted.to_bits().wrapping_sub(ROUND.to_bits()).wrapping_add(127) << 23;
        f32::from_bits(bits)
    });
    zip(series, power, |series, power| series * power)
}

/// `1 / x` of positive numbers to about 1e-7 relative: a guess from the bits, then three steps of Newton's, which
/// together are several times as fast as a division.
#[inline(always)]
fn reciprocal(x: Lanes) -> Lanes {
    let mut guess = map(x, |x| f32::from_bits(GUESS.wrapping_sub(x.to_bits())));
    for _ in 0..3 {
        guess = zip(guess, x, |guess, x| guess * (2.0 - x * guess));
    }
    guess
}

#[inline(always)]
pub(crate) fn sigmoid(x: Lanes) -> Lanes {
    reciprocal(map(exponential(map(x, |x| -x)), |x| 1.0 + x))
}

#[inline(always)]
fn elu_lanes(x: Lanes) -> Lanes {
    let below = exponential(map(x, |x| if x < 0.0 { x } else { 0.0 }));
    zip(x, below, |x, below| if x > 0.0 { x } else { below - 1.0 })
}

#[inline(always)]
fn elu_body(values: &mut [f32]) {
    let (whole, rest) = values.as_chunks_mut::<LANES>();
    for values in whole {
        *values = elu_lanes(*values);
    }
    let last = elu_lanes(load(rest, 0));
    rest.copy_from_slice(&last[..rest.len()]);
}

/// Numbers from a place on, zeros after the end.
#[inline(always)]
pub(crate) fn load(values: &[f32], from: usize) -> Lanes {
    if let Some(values) = values[from..].first_chunk::<LANES>() {
        return *values;
    }
    let mut lanes = [0.0; LANES];
    lanes[..values.len() - from].copy_from_slice(&values[from..]);
    lanes
}

macro_rules! dispatched {
    ($(#[$meta:meta])* $name:ident, $body:ident, $avx512:ident, $avx2:ident, ($($argument:ident: $kind:ty),*)) => {
        #[cfg(target_arch = "x86_64")]
        #[target_feature(enable = "avx512f,avx2,fma")]
        fn $avx512($($argument: $kind),*) { $body($($argument),*); }

        #[cfg(target_arch = "x86_64")]
        #[target_feature(enable = "avx2,fma")]
        fn $avx2($($argument: $kind),*) { $body($($argument),*); }

        $(#[$meta])*
        pub(crate) fn $name($($argument: $kind),*) {
            match level() {
                // SAFETY: the instruction sets were found on this machine.
                #[cfg(target_arch = "x86_64")]
                Level::Avx512 => unsafe { $avx512($($argument),*) },
                #[cfg(target_arch = "x86_64")]
                Level::Avx2 => unsafe { $avx2($($argument),*) },
                Level::Scalar => $body($($argument),*),
            }
        }
    };
}

dispatched!(
    /// The exponential linear unit, in place.
    elu, elu_body, elu_avx512, elu_avx2, (values: &mut [f32])
);
/// The index of the largest value, the first of several.
pub(crate) fn argmax(values: &[f32]) -> usize {
    match level() {
        // SAFETY: the instruction set was found on this machine.
        #[cfg(target_arch = "x86_64")]
        Level::Avx512 => unsafe { argmax_avx512(values) },
        _ => argmax_body(values),
    }
}

/// Two passes without branches are faster than one.
fn argmax_body(values: &[f32]) -> usize {
    let (whole, rest) = values.as_chunks::<LANES>();
    let mut lanes = [f32::NEG_INFINITY; LANES];
    for values in whole {
        lanes = zip(lanes, *values, |one, other| if other > one { other } else { one });
    }
    let largest = lanes
        .iter()
        .chain(rest)
        .fold(f32::NEG_INFINITY, |one, &other| one.max(other));
    values.iter().position(|&value| value >= largest).unwrap_or(0)
}

#[cfg(target_arch = "x86_64")]
#[target_feature(enable = "avx512f")]
fn argmax_avx512(values: &[f32]) -> usize {
    use std::arch::x86_64::{
        __m512, _CMP_GE_OQ, _mm512_cmp_ps_mask, _mm512_mask_loadu_ps, _mm512_max_ps, _mm512_reduce_max_ps,
        _mm512_set1_ps,
    };
    let lowest = _mm512_set1_ps(f32::NEG_INFINITY);
    let part = |from: usize| -> (__m512, u16) {
        let rest = values.len() - from;
        let mask = if rest < LANES { (1 << rest) - 1 } else { u16::MAX };
        // SAFETY: only what the mask says is read, and that lies inside the values.
        let lanes = unsafe { _mm512_mask_loadu_ps(lowest, mask, values.as_ptr().add(from)) };
        (lanes, mask)
    };
    let mut lanes = lowest;
    for from in (0..values.len()).step_by(LANES) {
        // A number that is none gives way to the other.
        lanes = _mm512_max_ps(part(from).0, lanes);
    }
    let largest = _mm512_set1_ps(_mm512_reduce_max_ps(lanes));
    for from in (0..values.len()).step_by(LANES) {
        let (lanes, mask) = part(from);
        let found = _mm512_cmp_ps_mask::<_CMP_GE_OQ>(lanes, largest) & mask;
        if found != 0 {
            return from + found.trailing_zeros() as usize;
        }
    }
    0
}

/// Asks for numbers that will be read soon.
#[inline]
pub(crate) fn prefetch(values: &[f32]) {
    #[cfg(target_arch = "x86_64")]
    for line in values.chunks(LANES) {
        use std::arch::x86_64::{_MM_HINT_T0, _mm_prefetch};
        // SAFETY: any address may be asked for.
        unsafe { _mm_prefetch::<_MM_HINT_T0>(line.as_ptr().cast()) };
    }
    #[cfg(not(target_arch = "x86_64"))]
    let _ = values;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn activations_are_exact_enough() {
        for step in -4000..4000 {
            let x = step as f32 / 100.0;
            let sigmoid = |x: f32| sigmoid([x; LANES])[3];
            assert!((sigmoid(x) - 1.0 / (1.0 + (-x).exp())).abs() < 1e-6);
            assert!((2.0 * sigmoid(2.0 * x) - 1.0 - x.tanh()).abs() < 1e-6);
            let mut value = [x];
            elu(&mut value);
            assert!((value[0] - if x > 0.0 { x } else { x.exp_m1() }).abs() < 1e-6);
        }
    }
}
