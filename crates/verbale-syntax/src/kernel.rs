//! Products with packed matrices of single precision.
//!
//! Every element of a product is one chain of multiply-adds in the order of the inner dimension, whatever the
//! number of rows, so that the result for a sentence never depends on its batch. With AVX2 or AVX-512 the
//! chain is fused (one rounding a step instead of two): the paths agree to about 1e-5 relative.
#![allow(unsafe_code)] // vector instructions, and calls of functions compiled for those found at run time
#![allow(clippy::inline_always)] // bodies must be compiled with the instruction set of their caller

#[cfg(target_arch = "x86_64")]
use crate::activation::LANES;
use crate::aligned::Aligned;

/// Columns of a panel.
const PANEL: usize = 32;

/// A matrix `[inner, columns]`, stored in panels of columns, with a bias for each column.
#[derive(Clone, Debug, Default)]
pub(crate) struct Packed {
    inner: usize,
    columns: usize,
    panels: Aligned<f32>,
    bias: Vec<f32>,
}

impl Packed {
    /// Packs a row-major matrix. A missing bias is zero.
    pub(crate) fn new(weights: &[f32], inner: usize, columns: usize, bias: Option<&[f32]>) -> Self {
        let mut packed = Self::default();
        packed.reset(inner, columns);
        for (row, values) in weights.chunks_exact(columns.max(1)).take(inner).enumerate() {
            for (column, &value) in values.iter().enumerate() {
                packed.panels[column / PANEL * PANEL * inner + row * PANEL + column % PANEL] = value;
            }
        }
        if let Some(bias) = bias {
            packed.bias[..columns].copy_from_slice(bias);
        }
        packed
    }

    /// Makes it a zero matrix of this size, keeping the memory.
    pub(crate) fn reset(&mut self, inner: usize, columns: usize) {
        let padded = columns.next_multiple_of(PANEL);
        self.inner = inner;
        self.columns = columns;
        self.panels.fill_with(padded * inner, 0.0);
        self.bias.clear();
        self.bias.resize(padded, 0.0);
    }

    /// Makes it the matrix of these columns, each of `inner` numbers, keeping the memory. The bias of a column is the sum
    /// of its numbers times the factors.
    pub(crate) fn set_columns<'c>(
        &mut self,
        inner: usize,
        count: usize,
        column: impl Fn(usize) -> &'c [f32],
        factors: &[f32],
    ) {
        self.reset(inner, count);
        let panels = self.panels.chunks_exact_mut((PANEL * inner).max(1));
        let biases = self.bias.as_chunks_mut::<PANEL>().0;
        for (number, (panel, bias)) in panels.zip(biases).enumerate() {
            let rows = panel.as_chunks_mut::<PANEL>().0;
            let from = number * PANEL;
            for place in 0..PANEL.min(count - from) {
                for (row, &value) in rows.iter_mut().zip(column(from + place)) {
                    row[place] = value;
                }
            }
            for (row, factor) in rows.iter().zip(factors) {
                for (bias, value) in bias.iter_mut().zip(row) {
                    *bias += value * factor;
                }
            }
        }
    }

    pub(crate) fn inner(&self) -> usize {
        self.inner
    }

    pub(crate) fn columns(&self) -> usize {
        self.columns
    }

    /// `out[row] = rows[row] · self + bias` for each row: the first `count * columns` numbers of `out`, which grows
    /// where it has to.
    pub(crate) fn apply<'o>(&self, rows: &[f32], count: usize, out: &'o mut Aligned<f32>) -> &'o mut [f32] {
        let out = out.first(count * self.columns);
        self.apply_into(rows, count, out);
        out
    }

    /// The same into a slice that is long enough.
    pub(crate) fn apply_into(&self, rows: &[f32], count: usize, out: &mut [f32]) {
        assert!(rows.len() >= count * self.inner && out.len() >= count * self.columns);
        match level() {
            // SAFETY: the instruction sets were found on this machine.
            #[cfg(target_arch = "x86_64")]
            Level::Avx512 => unsafe { product_avx512(self, rows, count, out) },
            #[cfg(target_arch = "x86_64")]
            Level::Avx2 => unsafe { product_avx2(self, rows, count, out) },
            Level::Scalar => product(self, rows, count, out, tile::<4>, tile::<1>),
        }
    }
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Level {
    #[cfg(target_arch = "x86_64")]
    Avx512,
    #[cfg(target_arch = "x86_64")]
    Avx2,
    Scalar,
}

/// The instruction sets of this machine. `VERBALE_SCALAR=1` in the environment turns them off, `VERBALE_SCALAR=avx2`
/// those beyond AVX2.
pub(crate) fn level() -> Level {
    static LEVEL: std::sync::LazyLock<Level> = std::sync::LazyLock::new(|| {
        let limit = std::env::var_os("VERBALE_SCALAR").unwrap_or_default();
        if limit == "1" {
            return Level::Scalar;
        }
        #[cfg(target_arch = "x86_64")]
        {
            let fused = is_x86_feature_detected!("fma");
            if is_x86_feature_detected!("avx512f") && fused && limit != "avx2" {
                return Level::Avx512;
            }
            if is_x86_feature_detected!("avx2") && fused {
                return Level::Avx2;
            }
        }
        Level::Scalar
    });
    *LEVEL
}

#[cfg(target_arch = "x86_64")]
#[target_feature(enable = "avx512f")]
fn product_avx512(matrix: &Packed, rows: &[f32], count: usize, out: &mut [f32]) {
    const ROWS: usize = 8;
    let (inner, columns) = (matrix.inner, matrix.columns);
    for (number, panel) in matrix.panels.chunks_exact((inner * PANEL).max(1)).enumerate() {
        let bias = &matrix.bias[number * PANEL..][..PANEL];
        let to = (number * PANEL, PANEL.min(columns - number * PANEL), columns);
        let mut row = 0;
        while row < count {
            let rows = &rows[row * inner..];
            let out = &mut out[row * columns..];
            // The last rows together: one by one they would wait for each sum.
            match count - row {
                1 => tile_avx512::<1>(panel, rows, bias, out, to),
                2 => tile_avx512::<2>(panel, rows, bias, out, to),
                3 => tile_avx512::<3>(panel, rows, bias, out, to),
                4 => tile_avx512::<4>(panel, rows, bias, out, to),
                5 => tile_avx512::<5>(panel, rows, bias, out, to),
                6 => tile_avx512::<6>(panel, rows, bias, out, to),
                7 => tile_avx512::<7>(panel, rows, bias, out, to),
                _ => tile_avx512::<ROWS>(panel, rows, bias, out, to),
            }
            row += ROWS;
        }
    }
}

#[cfg(target_arch = "x86_64")]
#[target_feature(enable = "avx2,fma")]
fn product_avx2(matrix: &Packed, rows: &[f32], count: usize, out: &mut [f32]) {
    product(
        matrix,
        rows,
        count,
        out,
        |panel, rows, bias| tile_avx2::<3>(panel, rows, bias),
        |panel, rows, bias| tile_avx2::<1>(panel, rows, bias),
    );
}

/// The sums of some rows in one panel.
type Sums<const ROWS: usize> = [[f32; PANEL]; ROWS];

#[inline(always)]
fn product<const ROWS: usize>(
    matrix: &Packed,
    rows: &[f32],
    count: usize,
    out: &mut [f32],
    several: impl Fn(&[f32], &[f32], &[f32; PANEL]) -> Sums<ROWS>,
    single: impl Fn(&[f32], &[f32], &[f32; PANEL]) -> Sums<1>,
) {
    let (inner, columns) = (matrix.inner, matrix.columns);
    for (number, panel) in matrix.panels.chunks_exact((inner * PANEL).max(1)).enumerate() {
        let from = number * PANEL;
        let width = PANEL.min(columns - from);
        let bias: &[f32; PANEL] = matrix.bias[from..from + PANEL]
            .try_into()
            .unwrap_or(&[0.0; PANEL]);
        let mut row = 0;
        while row + ROWS <= count {
            let sums = several(panel, &rows[row * inner..][..ROWS * inner], bias);
            for (index, sum) in sums.iter().enumerate() {
                store(&mut out[(row + index) * columns + from..], *sum, width);
            }
            row += ROWS;
        }
        while row < count {
            let sums = single(panel, &rows[row * inner..][..inner], bias);
            store(&mut out[row * columns + from..], sums[0], width);
            row += 1;
        }
    }
}

/// Copies the sums that the matrix has columns for. A copy of variable length from the sums themselves would keep
/// them in memory instead of registers, so that the rare narrow panel is copied by a function of its own.
#[inline(always)]
fn store(out: &mut [f32], sums: [f32; PANEL], width: usize) {
    match out.first_chunk_mut::<PANEL>() {
        Some(out) if width == PANEL => *out = sums,
        _ => store_part(out, sums, width),
    }
}

#[inline(never)]
fn store_part(out: &mut [f32], sums: [f32; PANEL], width: usize) {
    out[..width].copy_from_slice(&sums[..width]);
}

/// One chain of multiplications and additions a sum.
#[inline(always)]
fn tile<const ROWS: usize>(panel: &[f32], rows: &[f32], bias: &[f32; PANEL]) -> Sums<ROWS> {
    let inner = panel.len() / PANEL;
    let mut sums = [*bias; ROWS];
    for (step, weights) in panel.as_chunks::<PANEL>().0.iter().enumerate() {
        for (index, sums) in sums.iter_mut().enumerate() {
            let factor = rows[index * inner + step];
            for (sum, weight) in sums.iter_mut().zip(weights) {
                *sum += factor * weight;
            }
        }
    }
    sums
}

/// [`tile`] with fused steps, written to the rows of `out`: to which columns, how many, and how many a row has. Written
/// with intrinsics: whether the compiler makes vectors of the loops above changed with code around them, at eight times
/// the cost.
#[cfg(target_arch = "x86_64")]
#[target_feature(enable = "avx512f")]
fn tile_avx512<const ROWS: usize>(
    panel: &[f32],
    rows: &[f32],
    bias: &[f32],
    out: &mut [f32],
    (from, width, stride): (usize, usize, usize),
) {
    use std::arch::x86_64::{_mm512_fmadd_ps, _mm512_loadu_ps, _mm512_mask_storeu_ps, _mm512_set1_ps};
    let inner = panel.len() / PANEL;
    assert!(rows.len() >= ROWS * inner && bias.len() >= PANEL && (1..=PANEL).contains(&width));
    assert!(out.len() >= (ROWS - 1) * stride + from + width);
    let mask = u32::MAX >> (PANEL - width);
    let masks = [mask as u16, (mask >> LANES) as u16];
    // SAFETY: a panel's row and the bias hold two vectors; there are `inner` steps and `ROWS * inner` numbers, and rows
    // of `out` have places for the columns in the masks, as asserted.
    unsafe {
        let load = |from: *const f32| [_mm512_loadu_ps(from), _mm512_loadu_ps(from.add(LANES))];
        let mut sums = [load(bias.as_ptr()); ROWS];
        for (step, weights) in panel.as_chunks::<PANEL>().0.iter().enumerate() {
            let [low, high] = load(weights.as_ptr());
            for (index, sums) in sums.iter_mut().enumerate() {
                let factor = _mm512_set1_ps(*rows.get_unchecked(index * inner + step));
                sums[0] = _mm512_fmadd_ps(factor, low, sums[0]);
                sums[1] = _mm512_fmadd_ps(factor, high, sums[1]);
            }
        }
        for (row, [low, high]) in sums.into_iter().enumerate() {
            let to = out.as_mut_ptr().add(row * stride + from);
            _mm512_mask_storeu_ps(to, masks[0], low);
            _mm512_mask_storeu_ps(to.wrapping_add(LANES), masks[1], high);
        }
    }
}

/// [`tile`] with fused steps for machines with AVX2: four vectors a row of a panel.
#[cfg(target_arch = "x86_64")]
#[target_feature(enable = "avx2,fma")]
fn tile_avx2<const ROWS: usize>(panel: &[f32], rows: &[f32], bias: &[f32; PANEL]) -> Sums<ROWS> {
    use std::arch::x86_64::{_mm256_fmadd_ps, _mm256_loadu_ps, _mm256_set1_ps, _mm256_storeu_ps};
    const WIDE: usize = 8;
    let inner = panel.len() / PANEL;
    assert!(rows.len() == ROWS * inner);
    let load = |from: &[f32; PANEL], part: usize| {
        // SAFETY: a panel's row holds four vectors.
        unsafe { _mm256_loadu_ps(from.as_ptr().add(part * WIDE)) }
    };
    let mut sums = [[load(bias, 0), load(bias, 1), load(bias, 2), load(bias, 3)]; ROWS];
    for (step, weights) in panel.as_chunks::<PANEL>().0.iter().enumerate() {
        for (index, sums) in sums.iter_mut().enumerate() {
            // SAFETY: there are `inner` steps and `ROWS * inner` numbers, as asserted.
            let factor = _mm256_set1_ps(unsafe { *rows.get_unchecked(index * inner + step) });
            for (part, sum) in sums.iter_mut().enumerate() {
                *sum = _mm256_fmadd_ps(factor, load(weights, part), *sum);
            }
        }
    }
    let mut out = [[0.0; PANEL]; ROWS];
    for (out, sums) in out.iter_mut().zip(&sums) {
        for (part, sum) in sums.iter().enumerate() {
            // SAFETY: a row of sums holds four vectors.
            unsafe { _mm256_storeu_ps(out.as_mut_ptr().add(part * WIDE), *sum) };
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn numbers(count: usize, seed: u32) -> Vec<f32> {
        let mut state = seed;
        let step = || {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            (state >> 8) as f32 / (1 << 23) as f32 - 1.0
        };
        std::iter::repeat_with(step).take(count).collect()
    }

    #[test]
    fn products_are_right_and_do_not_depend_on_the_number_of_rows() {
        let (inner, columns, count) = (37, 75, 21);
        let (weights, rows, bias) = (
            numbers(inner * columns, 1),
            numbers(inner * count, 2),
            numbers(columns, 3),
        );
        let packed = Packed::new(&weights, inner, columns, Some(&bias));
        let mut all = Aligned::default();
        packed.apply(&rows, count, &mut all);
        for row in 0..count {
            let mut one = Aligned::default();
            packed.apply(&rows[row * inner..], 1, &mut one);
            assert_eq!(one[..], all[row * columns..][..columns], "row {row}");
            for column in 0..columns {
                let exact: f64 = (0..inner)
                    .map(|k| f64::from(rows[row * inner + k]) * f64::from(weights[k * columns + column]))
                    .sum();
                assert!((f64::from(one[column]) - exact - f64::from(bias[column])).abs() < 1e-5);
            }
        }
        let mut plain = vec![0.0; count * columns];
        product(&packed, &rows, count, &mut plain, tile::<4>, tile::<1>);
        assert!(
            plain
                .iter()
                .zip(&all[..])
                .all(|(one, other)| (one - other).abs() < 1e-5)
        );
    }
}
