//! Products of the encoder's states, in eight bits.
//!
//! A state lies between -1 and 1, so that one byte holds it: its level. Weights get a byte and a scale for each
//! column. The sums are whole numbers: every path gives the same bits, whatever the machine and the batch.
#![allow(unsafe_code)] // intrinsics of instruction sets found at run time

use crate::aligned::Aligned;
use crate::kernel::{Level, level};
#[cfg(target_arch = "x86_64")]
mod x86;

/// Columns of a panel.
const PANEL: usize = 32;
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
            Level::Avx512 if self.fits_tiles() && crate::tiles::available() => unsafe {
                self.product_tiles(rows, out);
            },
            // SAFETY: as above.
            #[cfg(target_arch = "x86_64")]
            Level::Avx512 if x86::has_vnni() => unsafe { self.product_vnni(rows, out) },
            // SAFETY: as above; machines with AVX-512 have AVX2.
            #[cfg(target_arch = "x86_64")]
            Level::Avx512 | Level::Avx2 if x86::has_avxvnni() => unsafe { self.product_avxvnni(rows, out) },
            // SAFETY: as above.
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
            if level() == Level::Avx512 && x86::has_vnni() {
                out.fill(0.0);
                // SAFETY: the instruction sets were found.
                unsafe { matrix.product_vnni(&levels, &mut out) };
                assert_eq!(plain, out);
            }
            #[cfg(target_arch = "x86_64")]
            if is_x86_feature_detected!("avx2") {
                out.fill(0.0);
                // SAFETY: the instruction set was found.
                unsafe { matrix.product_avx2(&levels, &mut out) };
                assert_eq!(plain, out);
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
