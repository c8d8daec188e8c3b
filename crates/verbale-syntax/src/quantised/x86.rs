//! Products of bytes with the instruction sets of x86-64. All give the bits of the plain path.

#![allow(clippy::wildcard_imports)] // dozens of intrinsics

use super::{Columns, GROUP, Group, PANEL, Quantised};
use crate::activation::LANES;
use crate::aligned::Aligned;
use crate::tiles::{self, Sums, Tiles};
use std::arch::x86_64::*;

impl Quantised {
    pub(super) fn fits_tiles(&self) -> bool {
        self.inner > 0 && self.inner.is_multiple_of(tiles::DEPTH)
    }

    /// Only where tiles are available and the matrix fits them.
    #[target_feature(enable = "avx512f")]
    pub(super) fn product_tiles(&self, rows: &[u8], out: &mut [f32]) {
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

    #[target_feature(enable = "avx512f,avx512bw,avx512vnni")]
    pub(super) fn product_vnni(&self, rows: &[u8], out: &mut [f32]) {
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

    #[target_feature(enable = "avx2,avxvnni")]
    pub(super) fn product_avxvnni(&self, rows: &[u8], out: &mut [f32]) {
        self.by_threes(rows, out, |panel, rows, columns, out| {
            match rows.len() / self.inner {
                1 => tile_avxvnni::<1>(panel, rows, columns, out, self.columns),
                2 => tile_avxvnni::<2>(panel, rows, columns, out, self.columns),
                _ => tile_avxvnni::<3>(panel, rows, columns, out, self.columns),
            }
        });
    }

    #[target_feature(enable = "avx2")]
    pub(super) fn product_avx2(&self, rows: &[u8], out: &mut [f32]) {
        let wide: Vec<i16> = rows.iter().map(|&level| i16::from(level)).collect();
        self.by_threes(&wide, out, |panel, rows, columns, out| {
            match rows.len() / self.inner {
                1 => tile_avx2::<1>(panel, rows, columns, out, self.columns),
                2 => tile_avx2::<2>(panel, rows, columns, out, self.columns),
                _ => tile_avx2::<3>(panel, rows, columns, out, self.columns),
            }
        });
    }

    /// Goes through panels, and through three rows at once in each, or as many as are left.
    #[inline(always)]
    #[allow(clippy::inline_always)] // must be compiled with the instruction set of its caller
    fn by_threes<L>(
        &self,
        rows: &[L],
        out: &mut [f32],
        tile: impl Fn(&[Group], &[L], &Columns<'_>, &mut [f32]),
    ) {
        for number in 0..self.starts.len() {
            let (panel, columns) = self.panel(number);
            let outs = out.chunks_mut(3 * self.columns);
            for (rows, out) in rows.chunks(3 * self.inner).zip(outs) {
                tile(panel, rows, &columns, out);
            }
        }
    }
}

impl Columns<'_> {
    /// Writes the sums of some rows, from which the columns' starts are missing.
    #[target_feature(enable = "avx512f")]
    #[inline]
    fn store_avx512(&self, sums: &[[i32; PANEL]], out: &mut [f32], stride: usize) {
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

/// One to three rows by a panel: half of its columns at once, so that their sums stay in registers.
#[target_feature(enable = "avx2,avxvnni")]
#[inline]
fn tile_avxvnni<const ROWS: usize>(
    panel: &[Group],
    rows: &[u8],
    columns: &Columns<'_>,
    out: &mut [f32],
    stride: usize,
) {
    let inner = panel.len() * GROUP;
    assert!(rows.len() >= ROWS * inner);
    let mut whole = [[0i32; PANEL]; ROWS];
    for half in 0..2 {
        let mut sums = [[_mm256_setzero_si256(); 2]; ROWS];
        for (number, group) in panel.iter().enumerate() {
            let weights = group.0[half * PANEL / 2..].as_ptr();
            // SAFETY: half a group is two vectors; the rows hold the group's levels, as asserted.
            unsafe {
                let weights = [
                    _mm256_loadu_si256(weights.cast()),
                    _mm256_loadu_si256(weights.add(8).cast()),
                ];
                for (row, sums) in sums.iter_mut().enumerate() {
                    let levels = rows.as_ptr().add(row * inner + number * GROUP);
                    let levels = _mm256_set1_epi32(levels.cast::<i32>().read_unaligned());
                    for (sum, weights) in sums.iter_mut().zip(weights) {
                        *sum = _mm256_dpbusd_avx_epi32(*sum, levels, weights);
                    }
                }
            }
        }
        for (whole, sums) in whole.iter_mut().zip(sums) {
            // SAFETY: both are 64 bytes of whole numbers.
            let sums: [i32; PANEL / 2] = unsafe { std::mem::transmute(sums) };
            whole[half * PANEL / 2..][..PANEL / 2].copy_from_slice(&sums);
        }
    }
    for (row, sums) in whole.iter_mut().enumerate() {
        for (sum, start) in sums.iter_mut().zip(columns.start) {
            *sum += start;
        }
        columns.store(sums, &mut out[row * stride..]);
    }
}

/// The same for machines without products of bytes: with levels and weights of sixteen bits.
#[target_feature(enable = "avx2")]
#[inline]
fn tile_avx2<const ROWS: usize>(
    panel: &[Group],
    rows: &[i16],
    columns: &Columns<'_>,
    out: &mut [f32],
    stride: usize,
) {
    let inner = panel.len() * GROUP;
    assert!(rows.len() >= ROWS * inner);
    let mut whole = [*columns.start; ROWS];
    for half in 0..2 {
        let mut sums = [[_mm256_setzero_si256(); 4]; ROWS];
        for (number, group) in panel.iter().enumerate() {
            let mut levels = [_mm256_setzero_si256(); ROWS];
            for (row, levels) in levels.iter_mut().enumerate() {
                // SAFETY: the rows hold the group's four levels, as asserted.
                let four = unsafe {
                    rows.as_ptr()
                        .add(row * inner + number * GROUP)
                        .cast::<i64>()
                        .read_unaligned()
                };
                *levels = _mm256_set1_epi64x(four);
            }
            for part in 0..4 {
                let four = &group.0[half * PANEL / 2 + part * 4..][..4];
                // SAFETY: four columns of a group are sixteen bytes.
                let weights = _mm256_cvtepi8_epi16(unsafe { _mm_loadu_si128(four.as_ptr().cast()) });
                for (sums, levels) in sums.iter_mut().zip(levels) {
                    sums[part] = _mm256_add_epi32(sums[part], _mm256_madd_epi16(weights, levels));
                }
            }
        }
        for (whole, sums) in whole.iter_mut().zip(sums) {
            // SAFETY: both are 128 bytes of whole numbers.
            let pairs: [[i32; 2]; PANEL / 2] = unsafe { std::mem::transmute(sums) };
            for (whole, [one, other]) in whole[half * PANEL / 2..].iter_mut().zip(pairs) {
                *whole += one + other;
            }
        }
    }
    for (row, sums) in whole.iter().enumerate() {
        columns.store(sums, &mut out[row * stride..]);
    }
}

pub(super) fn has_vnni() -> bool {
    is_x86_feature_detected!("avx512bw") && is_x86_feature_detected!("avx512vnni")
}

pub(super) fn has_avxvnni() -> bool {
    is_x86_feature_detected!("avxvnni")
}

/// Some rows by a panel, in registers.
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
