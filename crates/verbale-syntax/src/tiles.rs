//! Products of bytes in the tiles of AMX: sixteen rows of 64 bytes by sixteen columns in one instruction. Sums are whole
//! numbers, the same as on every other path.
//!
//! Stable Rust has no intrinsics for tiles, so that they are written as assembly.
#![allow(unsafe_code)] // assembly

use crate::quantised::Group;
use std::arch::asm;
use std::sync::LazyLock;

/// Rows of a product: two tiles.
pub(crate) const ROWS: usize = 32;
/// Columns of a product: two tiles.
pub(crate) const COLUMNS: usize = 32;
/// Rows of a tile, and of the lowest product.
pub(crate) const HALF: usize = 16;
/// Inner steps of a tile.
pub(crate) const DEPTH: usize = 64;

/// Sums of some rows in some columns.
#[repr(align(64))]
pub(crate) struct Sums(pub(crate) [[i32; COLUMNS]; ROWS]);

impl Sums {
    pub(crate) const ZERO: Self = Self([[0; COLUMNS]; ROWS]);
}

/// Whether the machine has tiles of bytes, and the system lets this process use them. Asks for that once.
pub(crate) fn available() -> bool {
    static AVAILABLE: LazyLock<bool> = LazyLock::new(|| machine_has_tiles() && permitted());
    *AVAILABLE
}

fn machine_has_tiles() -> bool {
    use std::arch::x86_64::{__cpuid, __cpuid_count};
    const SAVES_STATE: u32 = 1 << 27;
    const TILES: u32 = 1 << 24;
    const BYTES: u32 = 1 << 25;
    const TILE_STATE: u32 = 3 << 17;
    if !is_x86_feature_detected!("avx512f") || __cpuid(0).eax < 7 || __cpuid(1).ecx & SAVES_STATE == 0 {
        return false;
    }
    let features = __cpuid_count(7, 0).edx;
    let low: u32;
    // SAFETY: the system has turned the instruction on, as asked above.
    unsafe { asm!("xgetbv", in("ecx") 0, out("eax") low, out("edx") _, options(nomem, nostack)) };
    features & TILES != 0 && features & BYTES != 0 && low & TILE_STATE == TILE_STATE
}

/// Linux gives the tiles' state, eight kilobytes, to processes that ask for it.
#[cfg(target_os = "linux")]
fn permitted() -> bool {
    const ARCH_PRCTL: u64 = 158;
    const REQUEST_STATE: u64 = 0x1023;
    const TILE_DATA: u64 = 18;
    let result: i64;
    // SAFETY: the call only changes what the process may do; the system refuses what it does not know.
    unsafe {
        asm!(
            "syscall",
            inlateout("rax") ARCH_PRCTL => result,
            in("rdi") REQUEST_STATE,
            in("rsi") TILE_DATA,
            out("rcx") _,
            out("r11") _,
            options(nostack),
        );
    }
    result == 0
}

#[cfg(not(target_os = "linux"))]
fn permitted() -> bool {
    false
}

/// The tiles of this thread, set up as [`product`](Self::product) needs them; given back when dropped.
pub(crate) struct Tiles {
    /// The set-up belongs to the thread.
    _here: std::marker::PhantomData<*const ()>,
}

/// Eight tiles of sixteen rows of 64 bytes.
static SETUP: [u8; 64] = {
    let mut bytes = [0; 64];
    bytes[0] = 1;
    let mut tile = 0;
    while tile < 8 {
        bytes[16 + 2 * tile] = DEPTH as u8;
        bytes[48 + tile] = HALF as u8;
        tile += 1;
    }
    bytes
};

impl Tiles {
    /// Sets the tiles up.
    ///
    /// # Safety
    /// They must be [`available`], and the thread must have no other `Tiles`.
    pub(crate) unsafe fn new() -> Self {
        // SAFETY: the tiles are there, as the caller knows; the set-up is one that the machine knows.
        unsafe { asm!("ldtilecfg [{}]", in(reg) &raw const SETUP, options(nostack, readonly)) };
        Self {
            _here: std::marker::PhantomData,
        }
    }

    /// The sums of `count` rows of `inner` bytes, from sixteen to [`ROWS`], with a panel: for each group of inner steps, the
    /// bytes of each of its columns. What stands in the other rows of `sums` has no meaning. `inner` is a multiple of
    /// [`DEPTH`].
    #[allow(clippy::unused_self)] // says that the tiles are set up
    pub(crate) fn product(&self, panel: &[Group], rows: &[u8], inner: usize, count: usize, sums: &mut Sums) {
        assert!(inner >= DEPTH && inner.is_multiple_of(DEPTH) && panel.len() * 4 == inner);
        assert!((HALF..=ROWS).contains(&count) && rows.len() >= count * inner);
        if count == HALF {
            return Self::half_product(panel, rows, inner, sums);
        }
        let first = rows.as_ptr();
        // The second tile takes the last sixteen rows, which may overlap the first.
        let second = rows[(count - HALF) * inner..].as_ptr();
        let out = sums.0.as_mut_ptr().cast::<u8>();
        let second_out = sums.0[count - HALF..].as_mut_ptr().cast::<u8>();
        // SAFETY: a tile reads sixteen rows of 64 bytes: of the rows, inside the first or the last sixteen of them, and
        // of the panel, half of each of sixteen groups, both `inner / DEPTH` times; it writes half of each of sixteen
        // rows of the sums. All tiles are set up as long as `self` lives.
        unsafe {
            asm!(
                "tilezero tmm0",
                "tilezero tmm1",
                "tilezero tmm2",
                "tilezero tmm3",
                "2:",
                "tileloadd tmm6, [{panel} + {width}*1]",
                "tileloadd tmm4, [{first} + {inner}*1]",
                "tileloadd tmm7, [{panel} + {width}*1 + 64]",
                "tdpbusd tmm0, tmm4, tmm6",
                "tileloadd tmm5, [{second} + {inner}*1]",
                "tdpbusd tmm1, tmm4, tmm7",
                "tdpbusd tmm2, tmm5, tmm6",
                "tdpbusd tmm3, tmm5, tmm7",
                "add {panel}, 2048",
                "add {first}, 64",
                "add {second}, 64",
                "dec {steps}",
                "jnz 2b",
                "tilestored [{out} + {width}*1], tmm0",
                "tilestored [{out} + {width}*1 + 64], tmm1",
                "tilestored [{second_out} + {width}*1], tmm2",
                "tilestored [{second_out} + {width}*1 + 64], tmm3",
                panel = inout(reg) panel.as_ptr() => _,
                first = inout(reg) first => _,
                second = inout(reg) second => _,
                steps = inout(reg) inner / DEPTH => _,
                inner = in(reg) inner,
                width = in(reg) 4 * COLUMNS,
                out = in(reg) out,
                second_out = in(reg) second_out,
                out("tmm0") _, out("tmm1") _, out("tmm2") _, out("tmm3") _,
                out("tmm4") _, out("tmm5") _, out("tmm6") _, out("tmm7") _,
                options(nostack),
            );
        }
    }

    /// [`product`](Self::product) of sixteen rows, with the tiles set up.
    fn half_product(panel: &[Group], rows: &[u8], inner: usize, sums: &mut Sums) {
        assert!(inner >= DEPTH && inner.is_multiple_of(DEPTH) && panel.len() * 4 == inner);
        assert!(rows.len() >= HALF * inner);
        // SAFETY: as in `product`, without the second sixteen rows.
        unsafe {
            asm!(
                "tilezero tmm0",
                "tilezero tmm1",
                "2:",
                "tileloadd tmm6, [{panel} + {width}*1]",
                "tileloadd tmm4, [{rows} + {inner}*1]",
                "tileloadd tmm7, [{panel} + {width}*1 + 64]",
                "tdpbusd tmm0, tmm4, tmm6",
                "tdpbusd tmm1, tmm4, tmm7",
                "add {panel}, 2048",
                "add {rows}, 64",
                "dec {steps}",
                "jnz 2b",
                "tilestored [{out} + {width}*1], tmm0",
                "tilestored [{out} + {width}*1 + 64], tmm1",
                panel = inout(reg) panel.as_ptr() => _,
                rows = inout(reg) rows.as_ptr() => _,
                steps = inout(reg) inner / DEPTH => _,
                inner = in(reg) inner,
                width = in(reg) 4 * COLUMNS,
                out = in(reg) sums.0.as_mut_ptr(),
                out("tmm0") _, out("tmm1") _, out("tmm4") _, out("tmm6") _, out("tmm7") _,
                options(nostack),
            );
        }
    }
}

impl Drop for Tiles {
    fn drop(&mut self) {
        // SAFETY: the tiles are there, or there were no `Tiles`.
        unsafe { asm!("tilerelease", options(nostack, nomem)) };
    }
}
