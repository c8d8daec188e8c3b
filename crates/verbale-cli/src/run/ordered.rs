//! Work on all cores whose results come out in the order in which it went in, with bounded memory.

use std::collections::{BTreeMap, VecDeque};
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;

/// Jobs in hand a thread: enough that a long one does not keep the others waiting.
const JOBS_A_THREAD: u64 = 24;
/// Bytes in hand, of jobs that wait or are being done. A job of more than that is done alone.
const BYTES: usize = 48 << 20;

struct State<T, U> {
    waiting: VecDeque<(u64, T, usize)>,
    done: BTreeMap<u64, (U, usize)>,
    begun: u64,
    taken: u64,
    bytes: usize,
    /// No job comes any more.
    closed: bool,
    /// Nobody wants the results any more.
    cancelled: bool,
}

struct Shared<T, U> {
    state: Mutex<State<T, U>>,
    room: Condvar,
    work: Condvar,
    ready: Condvar,
}

impl<T, U> Shared<T, U> {
    fn lock(&self) -> MutexGuard<'_, State<T, U>> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn cancel(&self) {
        self.lock().cancelled = true;
        self.room.notify_all();
        self.work.notify_all();
        self.ready.notify_all();
    }
}

/// Ends the others' waiting when a thread ends by a panic, so that it can be told.
struct CancelOnPanic<'s, T, U>(&'s Shared<T, U>);

impl<T, U> Drop for CancelOnPanic<'_, T, U> {
    fn drop(&mut self) {
        if thread::panicking() {
            self.0.cancel();
        }
    }
}

/// Does `jobs` with `threads` workers and hands the results to `take` in the order of the jobs, until there are no more
/// or `take` fails. `size` is how many bytes a job holds in memory; `worker` makes what one thread needs for its work.
pub fn ordered<T: Send, U: Send, W, E>(
    threads: usize,
    jobs: impl Iterator<Item = T> + Send,
    size: impl Fn(&T) -> usize + Send,
    worker: impl Fn() -> W + Sync,
    work: impl Fn(&mut W, T) -> U + Sync,
    mut take: impl FnMut(U) -> Result<(), E>,
) -> Result<(), E> {
    let shared = Shared {
        state: Mutex::new(State {
            waiting: VecDeque::new(),
            done: BTreeMap::new(),
            begun: 0,
            taken: 0,
            bytes: 0,
            closed: false,
            cancelled: false,
        }),
        room: Condvar::new(),
        work: Condvar::new(),
        ready: Condvar::new(),
    };
    thread::scope(|scope| {
        scope.spawn(|| {
            let _guard = CancelOnPanic(&shared);
            feed(&shared, jobs, size, threads as u64 * JOBS_A_THREAD);
        });
        for _ in 0..threads {
            scope.spawn(|| {
                let _guard = CancelOnPanic(&shared);
                let mut own = worker();
                while let Some((number, job, bytes)) = next_job(&shared) {
                    let result = work(&mut own, job);
                    shared.lock().done.insert(number, (result, bytes));
                    shared.ready.notify_one();
                }
            });
        }
        let _guard = CancelOnPanic(&shared);
        while let Some(result) = next_result(&shared) {
            if let Err(error) = take(result) {
                shared.cancel();
                return Err(error);
            }
        }
        Ok(())
    })
}

/// Puts jobs into the queue, as long as there is room.
fn feed<T, U>(shared: &Shared<T, U>, jobs: impl Iterator<Item = T>, size: impl Fn(&T) -> usize, most: u64) {
    for job in jobs {
        let bytes = size(&job);
        let mut state = shared.lock();
        while !state.cancelled
            && (state.begun - state.taken >= most || (state.bytes > 0 && state.bytes + bytes > BYTES))
        {
            state = shared.room.wait(state).unwrap_or_else(PoisonError::into_inner);
        }
        if state.cancelled {
            return;
        }
        let number = state.begun;
        state.begun += 1;
        state.bytes += bytes;
        state.waiting.push_back((number, job, bytes));
        drop(state);
        shared.work.notify_one();
    }
    shared.lock().closed = true;
    shared.work.notify_all();
    shared.ready.notify_all();
}

fn next_job<T, U>(shared: &Shared<T, U>) -> Option<(u64, T, usize)> {
    let mut state = shared.lock();
    loop {
        if state.cancelled {
            return None;
        }
        if let Some(job) = state.waiting.pop_front() {
            return Some(job);
        }
        if state.closed {
            return None;
        }
        state = shared.work.wait(state).unwrap_or_else(PoisonError::into_inner);
    }
}

fn next_result<T, U>(shared: &Shared<T, U>) -> Option<U> {
    let mut state = shared.lock();
    loop {
        let number = state.taken;
        if let Some((result, bytes)) = state.done.remove(&number) {
            state.taken += 1;
            state.bytes -= bytes;
            drop(state);
            shared.room.notify_one();
            return Some(result);
        }
        if state.cancelled || (state.closed && state.taken == state.begun) {
            return None;
        }
        state = shared.ready.wait(state).unwrap_or_else(PoisonError::into_inner);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::atomic::{AtomicUsize, Ordering};
    use std::time::Duration;

    #[test]
    fn results_come_in_the_order_of_jobs() {
        for threads in [1, 2, 5] {
            let mut seen = Vec::new();
            let work = |(): &mut (), job: u64| {
                // Early jobs take longest.
                thread::sleep(Duration::from_micros(200 - job.min(200)));
                job * 2
            };
            let take = |result| {
                seen.push(result);
                Ok::<(), ()>(())
            };
            ordered(threads, 0..500_u64, |_| 1, || (), work, take).expect("no error");
            assert_eq!(seen, (0..500).map(|job| job * 2).collect::<Vec<_>>());
        }
    }

    #[test]
    fn few_jobs_are_in_hand_at_once() {
        let made = AtomicUsize::new(0);
        let mut taken = 0;
        let jobs = (0..400).inspect(|_| {
            made.fetch_add(1, Ordering::SeqCst);
        });
        let take = |_| {
            taken += 1;
            let ahead = made.load(Ordering::SeqCst) - taken;
            assert!(ahead <= 6, "{ahead} jobs ahead");
            Ok::<(), ()>(())
        };
        // Jobs of ten megabytes: four fit.
        ordered(2, jobs, |_| 10 << 20, || (), |(), job: i32| job, take).expect("no error");
    }

    #[test]
    fn an_error_of_the_taker_ends_the_work() {
        let take = |result| if result == 10 { Err("full") } else { Ok(()) };
        let ended = ordered(2, 0.., |_: &u64| 1, || (), |(), job| job, take);
        assert_eq!(ended, Err("full"));
    }

    #[test]
    #[should_panic(expected = "a scoped thread panicked")]
    fn a_panic_of_a_worker_ends_the_work() {
        let work = |(): &mut (), job: u64| assert!(job < 10, "on purpose");
        let _ = ordered(2, 0.., |_| 1, || (), work, |()| Ok::<(), ()>(()));
    }
}
