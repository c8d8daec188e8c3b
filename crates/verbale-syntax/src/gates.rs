//! The gates of the recurrent layers: a step of each sentence's state.
//!
//! Every path takes the same steps in the same order, each rounded, so that all give the same bits.
#![allow(unsafe_code)] // vector instructions, and calls of functions compiled for those found at run time
#![allow(clippy::inline_always)] // bodies must be compiled with the instruction set of their caller

use crate::activation::{LANES, Lanes, load, map, sigmoid, zip};
use crate::kernel::{Level, level};
use crate::quantised::level_of;

/// Vectors that go side by side where there are enough.
#[cfg(target_arch = "x86_64")]
const SIDE: usize = 4;

/// One step of a sentence: the new state, its levels, and a copy of those, from the products for r, z and n with their
/// biases, and the old state.
pub(crate) struct Step<'s> {
    pub(crate) input: &'s [f32],
    pub(crate) recurrent: &'s [f32],
    pub(crate) state: &'s mut [f32],
    pub(crate) levels: &'s mut [u8],
    pub(crate) copy: &'s mut [u8],
}

impl Step<'_> {
    pub(crate) fn take(self) {
        let hidden = self.state.len();
        assert!(self.input.len() == 3 * hidden && self.recurrent.len() == 3 * hidden);
        assert!(self.levels.len() == hidden && self.copy.len() == hidden);
        match level() {
            // SAFETY: the instruction sets were found on this machine.
            #[cfg(target_arch = "x86_64")]
            Level::Avx512 if hidden.is_multiple_of(SIDE * LANES) => unsafe { gates_avx512::<SIDE>(self) },
            // SAFETY: as above.
            #[cfg(target_arch = "x86_64")]
            Level::Avx512 if hidden.is_multiple_of(LANES) => unsafe { gates_avx512::<1>(self) },
            // SAFETY: as above; machines with AVX-512 have AVX2.
            #[cfg(target_arch = "x86_64")]
            Level::Avx512 | Level::Avx2 => unsafe { gates_avx2(self) },
            Level::Scalar => gates_body(self),
        }
    }
}

#[cfg(target_arch = "x86_64")]
#[target_feature(enable = "avx2,fma")]
fn gates_avx2(step: Step<'_>) {
    gates_body(step);
}

#[inline(always)]
fn gates_body(step: Step<'_>) {
    let Step {
        input,
        recurrent,
        state,
        levels,
        copy,
    } = step;
    let hidden = state.len();
    let mut from = 0;
    while from < hidden {
        let width = LANES.min(hidden - from);
        let part = |values: &[f32], gate: usize| load(&values[gate * hidden..][..hidden], from);
        let old = load(state, from);
        let parts = [
            part(input, 0),
            part(recurrent, 0),
            part(input, 1),
            part(recurrent, 1),
            part(input, 2),
            part(recurrent, 2),
        ];
        let new = gate_lanes(parts, old);
        state[from..from + width].copy_from_slice(&new[..width]);
        from += width;
    }
    for ((level, copy), &number) in levels.iter_mut().zip(copy).zip(&*state) {
        *level = level_of(number);
        *copy = *level;
    }
}

#[inline(always)]
fn gate_lanes(
    [input_r, recurrent_r, input_z, recurrent_z, input_n, recurrent_n]: [Lanes; 6],
    old: Lanes,
) -> Lanes {
    let add = |one, other| one + other;
    let product = |one, other| one * other;
    let reset = sigmoid(zip(input_r, recurrent_r, add));
    let update = sigmoid(zip(input_z, recurrent_z, add));
    let inner = zip(zip(reset, recurrent_n, product), input_n, add);
    let new = map(sigmoid(map(inner, |x| 2.0 * x)), |x| 2.0 * x - 1.0);
    let difference = zip(zip(old, new, |old, new| old - new), update, product);
    zip(new, difference, add)
}

/// [`gates_body`] with intrinsics. Products with whole numbers of few digits are exact, so that fusing them with a sum
/// changes no bit. `SIDE` vectors go side by side: one alone waits for each of its steps.
#[cfg(target_arch = "x86_64")]
#[target_feature(enable = "avx512f")]
fn gates_avx512<const SIDE: usize>(step: Step<'_>) {
    use std::arch::x86_64::{
        __m512, _mm_storeu_si128, _mm512_add_ps, _mm512_castps_si512, _mm512_cvtepi32_epi8, _mm512_fmsub_ps,
        _mm512_loadu_ps, _mm512_mul_ps, _mm512_set1_ps, _mm512_setzero_ps, _mm512_storeu_ps, _mm512_sub_ps,
    };
    let Step {
        input,
        recurrent,
        state,
        levels,
        copy,
    } = step;
    let hidden = state.len();
    assert!(hidden.is_multiple_of(SIDE * LANES));
    let (one, two) = (_mm512_set1_ps(1.0), _mm512_set1_ps(2.0));
    let (steps, round) = (
        _mm512_set1_ps(crate::quantised::STEPS),
        _mm512_set1_ps(crate::quantised::ROUND),
    );
    for from in (0..hidden).step_by(SIDE * LANES) {
        // SAFETY: every slice holds `hidden` numbers a gate, as `take` asserts, and what is read and written begins at
        // most `SIDE * LANES` before that.
        unsafe {
            let load = |values: &[f32], gate: usize, side: usize| -> __m512 {
                _mm512_loadu_ps(values.as_ptr().add(gate * hidden + from + side * LANES))
            };
            let mut reset = [_mm512_setzero_ps(); SIDE];
            let mut update = [_mm512_setzero_ps(); SIDE];
            for side in 0..SIDE {
                reset[side] = _mm512_add_ps(load(input, 0, side), load(recurrent, 0, side));
                update[side] = _mm512_add_ps(load(input, 1, side), load(recurrent, 1, side));
            }
            let reset = sigmoid_avx512(reset);
            let mut new = [_mm512_setzero_ps(); SIDE];
            for side in 0..SIDE {
                let inner = _mm512_mul_ps(reset[side], load(recurrent, 2, side));
                new[side] = _mm512_mul_ps(_mm512_add_ps(inner, load(input, 2, side)), two);
            }
            let (update, new) = (sigmoid_avx512(update), sigmoid_avx512(new));
            for side in 0..SIDE {
                let at = from + side * LANES;
                let old = _mm512_loadu_ps(state.as_ptr().add(at));
                let new = _mm512_fmsub_ps(two, new[side], one);
                let number = _mm512_add_ps(new, _mm512_mul_ps(_mm512_sub_ps(old, new), update[side]));
                _mm512_storeu_ps(state.as_mut_ptr().add(at), number);
                let rounded = _mm512_add_ps(_mm512_mul_ps(number, steps), round);
                let bytes = _mm512_cvtepi32_epi8(_mm512_castps_si512(rounded));
                _mm_storeu_si128(levels.as_mut_ptr().add(at).cast(), bytes);
                _mm_storeu_si128(copy.as_mut_ptr().add(at).cast(), bytes);
            }
        }
    }
}

/// [`sigmoid`], bit by bit: what is negated there is negated in the constants here, and a product with a power of two is
/// a sum of exponents.
#[cfg(target_arch = "x86_64")]
#[target_feature(enable = "avx512f")]
#[inline]
fn sigmoid_avx512<const SIDE: usize>(
    x: [std::arch::x86_64::__m512; SIDE],
) -> [std::arch::x86_64::__m512; SIDE] {
    use crate::activation::{GUESS, ROUND, SERIES};
    use std::arch::x86_64::{
        _mm512_add_epi32, _mm512_add_ps, _mm512_castps_si512, _mm512_castsi512_ps, _mm512_fmadd_ps,
        _mm512_max_ps, _mm512_min_ps, _mm512_mul_ps, _mm512_set1_epi32, _mm512_set1_ps, _mm512_slli_epi32,
        _mm512_sub_epi32, _mm512_sub_ps,
    };
    let number = |number: f32| _mm512_set1_ps(number);
    let x = x.map(|x| _mm512_min_ps(_mm512_max_ps(x, number(-87.0)), number(87.0)));
    let shifted =
        x.map(|x| _mm512_add_ps(_mm512_mul_ps(x, number(-std::f32::consts::LOG2_E)), number(ROUND)));
    // The rest is that of the negated number, negated.
    let rest = together(x, shifted, |x, shifted| {
        let whole = _mm512_sub_ps(shifted, number(ROUND));
        let rest = _mm512_fmadd_ps(whole, number(0.693_359_4), x);
        _mm512_add_ps(rest, _mm512_mul_ps(whole, number(-2.121_944_4e-4)))
    });
    let mut series = [number(SERIES[0]); SIDE];
    for &factor in &SERIES[1..] {
        series = together(series, rest, |series, rest| {
            _mm512_sub_ps(number(factor), _mm512_mul_ps(series, rest))
        });
    }
    let below = together(series, shifted, |series, shifted| {
        let power = _mm512_slli_epi32::<23>(_mm512_castps_si512(shifted));
        let product = _mm512_add_epi32(_mm512_castps_si512(series), power);
        _mm512_add_ps(_mm512_castsi512_ps(product), number(1.0))
    });
    let mut guess = below.map(|below| {
        let guess = _mm512_sub_epi32(_mm512_set1_epi32(GUESS.cast_signed()), _mm512_castps_si512(below));
        _mm512_castsi512_ps(guess)
    });
    for _ in 0..3 {
        guess = together(guess, below, |guess, below| {
            _mm512_mul_ps(guess, _mm512_sub_ps(number(2.0), _mm512_mul_ps(below, guess)))
        });
    }
    guess
}

/// A step of two rows of vectors.
#[cfg(target_arch = "x86_64")]
#[inline(always)]
fn together<V: Copy, const SIDE: usize>(
    mut one: [V; SIDE],
    other: [V; SIDE],
    step: impl Fn(V, V) -> V,
) -> [V; SIDE] {
    for (one, other) in one.iter_mut().zip(other) {
        *one = step(*one, other);
    }
    one
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A step of states and products that reach far beyond what the gates tell apart.
    fn stepped(hidden: usize, take: impl Fn(Step<'_>)) -> (Vec<f32>, Vec<u8>, Vec<u8>) {
        let mut seed = 7u32;
        let mut numbers = |count: usize, scale: f32| -> Vec<f32> {
            let step = || {
                seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
                ((seed >> 8) as f32 / (1 << 23) as f32 - 1.0) * scale
            };
            std::iter::repeat_with(step).take(count).collect()
        };
        let (input, recurrent) = (numbers(3 * hidden, 6.0), numbers(3 * hidden, 90.0));
        let mut state = numbers(hidden, 1.0);
        let (mut levels, mut copy) = (vec![0; hidden], vec![0; hidden]);
        take(Step {
            input: &input,
            recurrent: &recurrent,
            state: &mut state,
            levels: &mut levels,
            copy: &mut copy,
        });
        (state, levels, copy)
    }

    #[test]
    #[allow(clippy::redundant_closure, clippy::redundant_closure_for_method_calls)] // a path is not general enough
    fn every_path_gives_the_same_bits() {
        for hidden in [16, 128, 20, 4096] {
            let plain = stepped(hidden, gates_body);
            assert_eq!(plain.1, plain.2);
            assert_eq!(stepped(hidden, |step| step.take()), plain);
            #[cfg(target_arch = "x86_64")]
            if is_x86_feature_detected!("avx2") && is_x86_feature_detected!("fma") {
                // SAFETY: the instruction sets were found.
                assert_eq!(stepped(hidden, |step| unsafe { gates_avx2(step) }), plain);
            }
        }
    }
}
