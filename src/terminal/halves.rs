//! Work on the rows of a picture shared between two cores: a picture is waited for, and the machine has seldom fewer.

use std::thread;

/// Less than so many items are not worth a thread.
const LEAST: usize = 2;

/// What `work` makes of every item, in their order; the second half on a thread of its own. A thread that cannot be had or that
/// fails leaves its half to this one.
pub(super) fn map<T: Sync, R: Send>(items: &[T], work: impl Fn(&T) -> R + Sync) -> Vec<R> {
    let (first, second) = items.split_at(items.len().div_ceil(2));
    let all = |items: &[T]| items.iter().map(&work).collect::<Vec<R>>();
    if items.len() < LEAST {
        return all(items);
    }
    thread::scope(|scope| {
        let other = thread::Builder::new().name("picture half".into()).spawn_scoped(scope, || all(second));
        let mut made = all(first);
        let rest = other.ok().and_then(|other| other.join().ok());
        made.extend(rest.unwrap_or_else(|| all(second)));
        made
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn everything_is_done_once_and_in_order() {
        for count in [0, 1, 2, 3, 7, 8] {
            let items: Vec<u32> = (0..count).collect();
            assert_eq!(map(&items, |item| item * 3), items.iter().map(|item| item * 3).collect::<Vec<_>>());
        }
    }
}
