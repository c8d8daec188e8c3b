//! Products of the encoder's states, in eight bits.
//!
//! A state lies between -1 and 1, so that one byte holds it: its level. Weights get a byte and a scale for each
//! column. The sums are whole numbers: every path gives the same bits, whatever the machine and the batch.
#![allow(unsafe_code)] // intrinsics of instruction sets found at run time

use crate::aligned::Aligned;
use crate::kernel::{Level, level};
#[cfg(target_arch = "x86_64")]
use crate::tiles::{self, Sums, Tiles};

/// Columns of a panel.
const PANEL: usize = 32;
/// Numbers of a vector.
#[cfg(target_arch = "x86_64")]
const LANES: usize = 16;
/// Inner steps that lie side by side.
const GROUP: usize = 4;
/// The level of zero.
pub(crate) const ZERO: u8 = 128;
/// Levels between 0 and 1.
pub(crate) const STEPS: f32 = 127.0;
/// One and a half times 2^23 leaves no room for a fraction: the sum's last byte is the rounded number.
pub(crate) const ROUND: f32 = 12_582_912.0 + 128.0;

/// The level of a number between -1 and 1, the nearest.
#[inline(always)]
#[allow(clippy::inline_always)] // must be compiled with the instruction set of its caller
pub(crate) fn level_of(number: f32) -> u8 {
    (number * STEPS + ROUND).to_bits() as u8
}

/// A matrix `[inner, columns]` of bytes, with a scale and a bias for each column.
#[derive(Clone, Debug)]
pub(crate) struct Quantised {
    inner: usize,
    columns: usize,
    /// Panels of columns; in each, groups of inner steps.
    panels: Vec<Group>,
    /// What each column's sum begins with: levels count from `ZERO`.
    starts: Vec<[i32; PANEL]>,
    scales: Vec<[f32; PANEL]>,
    biases: Vec<[f32; PANEL]>,
}

/// A group of inner steps: for each column of a panel, its steps side by side. Two cache lines.
#[derive(Clone, Copy, Debug)]
#[repr(align(64))]
pub(crate) struct Group([[i8; GROUP]; PANEL]);

impl Quantised {
    /// Quantises a row-major matrix; `inner` is a multiple of four. A missing bias is zero.
    pub(crate) fn new(weights: &[f32], inner: usize, columns: usize, bias: Option<&[f32]>) -> Self {
        assert!(inner.is_multiple_of(GROUP) && weights.len() == inner * columns);
        let count = columns.div_ceil(PANEL);
        let groups = inner / GROUP;
        let mut matrix = Self {
            inner,
            columns,
            panels: vec![Group([[0; GROUP]; PANEL]); count * groups],
            starts: vec![[0; PANEL]; count],
            scales: vec![[0.0; PANEL]; count],
            biases: vec![[0.0; PANEL]; count],
        };
        let mut largest = vec![0.0f32; columns];
        for row in weights.chunks_exact(columns.max(1)) {
            for (largest, weight) in largest.iter_mut().zip(row) {
                *largest = largest.max(weight.abs());
            }
        }
        let factors: Vec<f32> = largest
            .iter()
            .map(|&largest| if largest > 0.0 { STEPS / largest } else { 0.0 })
            .collect();
        for (row, values) in weights.chunks_exact(columns.max(1)).enumerate() {
            for (column, (weight, factor)) in values.iter().zip(&factors).enumerate() {
                let byte = (weight * factor).round_ties_even() as i8;
                let (panel, place) = (column / PANEL, column % PANEL);
                matrix.panels[panel * groups + row / GROUP].0[place][row % GROUP] = byte;
                matrix.starts[panel][place] -= i32::from(ZERO) * i32::from(byte);
            }
        }
        for (column, largest) in largest.iter().enumerate() {
            let (panel, place) = (column / PANEL, column % PANEL);
            matrix.scales[panel][place] = largest / (STEPS * STEPS);
            matrix.biases[panel][place] = bias.map_or(0.0, |bias| bias[column]);
        }
        matrix
    }

    pub(crate) fn inner(&self) -> usize {
        self.inner
    }

    /// `out[row] = rows[row] · self + bias` for each row of levels: the first `count * columns` numbers of `out`,
    /// which grows where it has to.
    pub(crate) fn apply<'o>(&self, rows: &[u8], count: usize, out: &'o mut Aligned<f32>) -> &'o mut [f32] {
        let out = out.first(count * self.columns);
        self.apply_at(level(), &rows[..count * self.inner], out);
        out
    }

    fn apply_at(&self, level: Level, rows: &[u8], out: &mut [f32]) {
        match level {
            // SAFETY: the instruction sets were found on this machine.
            #[cfg(target_arch = "x86_64")]
            Level::Avx512 if self.fits_tiles() && tiles::available() => unsafe {
                self.product_tiles(rows, out);
            },
            // SAFETY: as above.
            #[cfg(target_arch = "x86_64")]
            Level::Avx512 if has_vnni() => unsafe { self.product_vnni(rows, out) },
            // SAFETY: as above; machines with AVX-512 have AVX2.
            #[cfg(target_arch = "x86_64")]
            Level::Avx512 | Level::Avx2 => unsafe { self.product_avx2(rows, out) },
            Level::Scalar => self.product_scalar(rows, out),
        }
    }

    /// The rows of a panel, and what belongs to its columns.
    fn panel(&self, number: usize) -> (&[Group], Columns<'_>) {
        let groups = self.inner / GROUP;
        let columns = Columns {
            from: number * PANEL,
            width: PANEL.min(self.columns - number * PANEL),
            start: &self.starts[number],
            scale: &self.scales[number],
            bias: &self.biases[number],
        };
        (&self.panels[number * groups..][..groups], columns)
    }

    fn product_scalar(&self, rows: &[u8], out: &mut [f32]) {
        for number in 0..self.starts.len() {
            let (panel, columns) = self.panel(number);
            for (row, out) in rows
                .chunks_exact(self.inner)
                .zip(out.chunks_exact_mut(self.columns))
            {
                let mut sums = *columns.start;
                for (weights, levels) in panel.iter().zip(row.as_chunks::<GROUP>().0) {
                    for (sum, weights) in sums.iter_mut().zip(&weights.0) {
                        for (weight, level) in weights.iter().zip(levels) {
                            *sum += i32::from(*weight) * i32::from(*level);
                        }
                    }
                }
                columns.store(&sums, out);
            }
        }
    }

    #[cfg(target_arch = "x86_64")]
    #[target_feature(enable = "avx2")]
    fn product_avx2(&self, rows: &[u8], out: &mut [f32]) {
        use std::arch::x86_64::{
            _mm_cvtepu8_epi16, _mm_cvtsi32_si128, _mm_loadu_si128, _mm256_add_epi32, _mm256_broadcastq_epi64,
            _mm256_cvtepi8_epi16, _mm256_madd_epi16, _mm256_setzero_si256,
        };
        for number in 0..self.starts.len() {
            let (panel, columns) = self.panel(number);
            for (row, out) in rows
                .chunks_exact(self.inner)
                .zip(out.chunks_exact_mut(self.columns))
            {
                let mut sums = [_mm256_setzero_si256(); PANEL / 4];
                for (weights, levels) in panel.iter().zip(row.as_chunks::<GROUP>().0) {
                    let levels = _mm_cvtepu8_epi16(_mm_cvtsi32_si128(i32::from_le_bytes(*levels)));
                    let levels = _mm256_broadcastq_epi64(levels);
                    for (sum, four) in sums.iter_mut().zip(weights.0.as_chunks::<4>().0) {
                        // SAFETY: `four` is sixteen bytes.
                        let four = unsafe { _mm_loadu_si128(std::ptr::from_ref(four).cast()) };
                        *sum = _mm256_add_epi32(*sum, _mm256_madd_epi16(_mm256_cvtepi8_epi16(four), levels));
                    }
                }
                // SAFETY: both are 256 bytes of whole numbers.
                let pairs: [[i32; 2]; PANEL] = unsafe { std::mem::transmute(sums) };
                let mut whole = *columns.start;
                for (whole, [one, other]) in whole.iter_mut().zip(pairs) {
                    *whole += one + other;
                }
                columns.store(&whole, out);
            }
        }
    }

    #[cfg(target_arch = "x86_64")]
    fn fits_tiles(&self) -> bool {
        self.inner > 0 && self.inner.is_multiple_of(tiles::DEPTH)
    }

    /// Only where tiles are available and the matrix fits them.
    #[cfg(target_arch = "x86_64")]
    #[target_feature(enable = "avx512f")]
    fn product_tiles(&self, rows: &[u8], out: &mut [f32]) {
        let count = rows.len() / self.inner;
        if count < tiles::HALF {
            let mut padded = Aligned::default();
            padded.set_len(tiles::HALF * self.inner);
            padded[..rows.len()].copy_from_slice(rows);
            // SAFETY: there are no other tiles, as below.
            let tiles = unsafe { Tiles::new() };
            let mut sums = Sums::ZERO;
            for number in 0..self.starts.len() {
                let (panel, columns) = self.panel(number);
                tiles.product(panel, &padded, self.inner, tiles::HALF, &mut sums);
                columns.store_avx512(&sums.0[..count], out, self.columns);
            }
            return;
        }
        // SAFETY: the tiles are available; nothing that is called here or calls this has others.
        let tiles = unsafe { Tiles::new() };
        let mut sums = Sums::ZERO;
        for number in 0..self.starts.len() {
            let (panel, columns) = self.panel(number);
            for from in (0..count).step_by(tiles::ROWS) {
                // The last block overlaps the one before if it were too low.
                let from = from.min(count - tiles::HALF);
                let height = tiles::ROWS.min(count - from);
                tiles.product(panel, &rows[from * self.inner..], self.inner, height, &mut sums);
                columns.store_avx512(&sums.0[..height], &mut out[from * self.columns..], self.columns);
            }
        }
    }

    #[cfg(target_arch = "x86_64")]
    #[target_feature(enable = "avx512f,avx512bw,avx512vnni")]
    fn product_vnni(&self, rows: &[u8], out: &mut [f32]) {
        const ROWS: usize = 8;
        for number in 0..self.starts.len() {
            let (panel, columns) = self.panel(number);
            let (blocks, rest) = (
                rows.chunks_exact(ROWS * self.inner),
                rows.chunks_exact(ROWS * self.inner).remainder(),
            );
            let mut at = 0;
            for block in blocks {
                tile_vnni::<ROWS>(panel, block, self.inner, &columns, &mut out[at..], self.columns);
                at += ROWS * self.columns;
            }
            // The last rows together: one by one they would wait for each sum.
            let tile = match rest.len() / self.inner {
                0 => continue,
                1 => tile_vnni::<1>,
                2 => tile_vnni::<2>,
                3 => tile_vnni::<3>,
                4 => tile_vnni::<4>,
                5 => tile_vnni::<5>,
                6 => tile_vnni::<6>,
                _ => tile_vnni::<7>,
            };
            tile(panel, rest, self.inner, &columns, &mut out[at..], self.columns);
        }
    }
}

/// What belongs to the columns of a panel.
struct Columns<'m> {
    from: usize,
    width: usize,
    start: &'m [i32; PANEL],
    scale: &'m [f32; PANEL],
    bias: &'m [f32; PANEL],
}

impl Columns<'_> {
    /// Writes the sums of a row.
    fn store(&self, sums: &[i32; PANEL], out: &mut [f32]) {
        for (place, out) in out[self.from..][..self.width].iter_mut().enumerate() {
            *out = sums[place] as f32 * self.scale[place] + self.bias[place];
        }
    }

    /// Writes the sums of some rows, from which the columns' starts are missing.
    #[cfg(target_arch = "x86_64")]
    #[target_feature(enable = "avx512f")]
    #[inline]
    fn store_avx512(&self, sums: &[[i32; PANEL]], out: &mut [f32], stride: usize) {
        use std::arch::x86_64::{
            _mm512_add_epi32, _mm512_add_ps, _mm512_cvtepi32_ps, _mm512_loadu_ps, _mm512_loadu_si512,
            _mm512_mask_storeu_ps, _mm512_mul_ps,
        };
        assert!(!sums.is_empty() && out.len() >= (sums.len() - 1) * stride + self.from + self.width);
        for half in 0..self.width.div_ceil(LANES) {
            let at = half * LANES;
            let mask = u16::MAX >> LANES.saturating_sub(self.width - at);
            // SAFETY: a panel holds two vectors; a row of `out` has place for the columns in the mask, as asserted.
            unsafe {
                let start = _mm512_loadu_si512(self.start.as_ptr().add(at).cast());
                let scale = _mm512_loadu_ps(self.scale.as_ptr().add(at));
                let bias = _mm512_loadu_ps(self.bias.as_ptr().add(at));
                for (row, sums) in sums.iter().enumerate() {
                    let sum = _mm512_add_epi32(_mm512_loadu_si512(sums.as_ptr().add(at).cast()), start);
                    let number = _mm512_add_ps(_mm512_mul_ps(_mm512_cvtepi32_ps(sum), scale), bias);
                    _mm512_mask_storeu_ps(out.as_mut_ptr().add(row * stride + self.from + at), mask, number);
                }
            }
        }
    }
}

#[cfg(target_arch = "x86_64")]
fn has_vnni() -> bool {
    is_x86_feature_detected!("avx512bw") && is_x86_feature_detected!("avx512vnni")
}

/// Some rows by a panel, in registers.
#[cfg(target_arch = "x86_64")]
#[target_feature(enable = "avx512f,avx512bw,avx512vnni")]
#[inline]
fn tile_vnni<const ROWS: usize>(
    panel: &[Group],
    rows: &[u8],
    inner: usize,
    columns: &Columns<'_>,
    out: &mut [f32],
    stride: usize,
) {
    use std::arch::x86_64::{
        _mm512_add_ps, _mm512_cvtepi32_ps, _mm512_dpbusd_epi32, _mm512_loadu_ps, _mm512_loadu_si512,
        _mm512_mul_ps, _mm512_set1_epi32, _mm512_storeu_ps,
    };
    assert!(panel.len() * GROUP == inner && rows.len() >= ROWS * inner);
    assert!(out.len() >= (ROWS - 1) * stride + columns.from + columns.width);
    // SAFETY: the loads are of arrays of 64 or 128 bytes, and of groups inside the rows, as asserted; the stores
    // are of whole panels inside a row of `out`, as asserted, or of an array.
    unsafe {
        let start = columns.start.as_ptr();
        let start = [
            _mm512_loadu_si512(start.cast()),
            _mm512_loadu_si512(start.add(16).cast()),
        ];
        let mut sums = [start; ROWS];
        for (group, weights) in panel.iter().enumerate() {
            let weights = weights.0.as_ptr();
            let weights = [
                _mm512_loadu_si512(weights.cast()),
                _mm512_loadu_si512(weights.add(16).cast()),
            ];
            for (row, sums) in sums.iter_mut().enumerate() {
                let levels = rows
                    .as_ptr()
                    .add(row * inner + group * GROUP)
                    .cast::<[u8; GROUP]>();
                let levels = _mm512_set1_epi32(i32::from_le_bytes(*levels));
                sums[0] = _mm512_dpbusd_epi32(sums[0], levels, weights[0]);
                sums[1] = _mm512_dpbusd_epi32(sums[1], levels, weights[1]);
            }
        }
        for (row, sums) in sums.iter().enumerate() {
            let mut part = [0.0f32; PANEL];
            let whole = columns.width == PANEL;
            let to = if whole {
                out.as_mut_ptr().add(row * stride + columns.from)
            } else {
                part.as_mut_ptr()
            };
            for (half, &sum) in sums.iter().enumerate() {
                let scale = _mm512_loadu_ps(columns.scale.as_ptr().add(half * 16));
                let bias = _mm512_loadu_ps(columns.bias.as_ptr().add(half * 16));
                let sum = _mm512_add_ps(_mm512_mul_ps(_mm512_cvtepi32_ps(sum), scale), bias);
                _mm512_storeu_ps(to.add(half * 16), sum);
            }
            if !whole {
                out[row * stride + columns.from..][..columns.width].copy_from_slice(&part[..columns.width]);
            }
        }
    }
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
    fn levels_are_the_nearest() {
        assert_eq!(
            [-1.0, 0.0, 1.0, 0.5, -0.5, 0.0039].map(level_of),
            [1, 128, 255, 192, 64, 128]
        );
    }

    #[test]
    fn every_path_gives_the_same_bits_and_nearly_the_exact_product() {
        let sizes = [
            (36, 75, 21),
            (128, 384, 9),
            (4, 1, 1),
            (128, 113, 71),
            (256, 17, 16),
            (64, 80, 35),
        ];
        for (inner, columns, count) in sizes {
            let (weights, states, bias) = (
                numbers(inner * columns, 1),
                numbers(inner * count, 2),
                numbers(columns, 3),
            );
            let matrix = Quantised::new(&weights, inner, columns, Some(&bias));
            let levels: Vec<u8> = states.iter().map(|&state| level_of(state)).collect();
            let mut plain = vec![0.0; count * columns];
            matrix.product_scalar(&levels, &mut plain);
            let mut out = vec![0.0; count * columns];
            matrix.apply_at(level(), &levels, &mut out);
            assert_eq!(plain, out);
            #[cfg(target_arch = "x86_64")]
            if level() == Level::Avx512 && has_vnni() {
                out.fill(0.0);
                // SAFETY: the instruction sets were found.
                unsafe { matrix.product_vnni(&levels, &mut out) };
                assert_eq!(plain, out);
            }
            #[cfg(target_arch = "x86_64")]
            if is_x86_feature_detected!("avx2") {
                out.fill(0.0);
                matrix.apply_at(Level::Avx2, &levels, &mut out);
                assert_eq!(plain, out);
            }
            for (row, out) in out.chunks_exact(columns).enumerate() {
                for (column, &found) in out.iter().enumerate() {
                    let exact: f32 = (0..inner)
                        .map(|step| states[row * inner + step] * weights[step * columns + column])
                        .sum();
                    let error = (found - exact - bias[column]).abs();
                    assert!(error < 0.012 * (inner as f32).sqrt(), "{error} of {exact}");
                }
            }
        }
    }
}
