//! Prefixes, broken bytes, two writers, and who may read it.

use proptest::prelude::*;
use serde_json::json;

use super::*;

fn values(entries: &Entries) -> BTreeMap<String, Value> {
    let there = entries.iter().filter(|(_, entry)| !entry.value.is_null());
    there.map(|(key, entry)| (key.clone(), entry.value.clone())).collect()
}

fn journal_bytes(folder: &Path) -> Vec<u8> {
    std::fs::read(folder.join("0.journal")).unwrap()
}

#[tokio::test]
async fn what_is_put_is_there_the_next_time_and_only_for_its_owner() {
    let folder = tempfile::tempdir().unwrap();
    let at = folder.path().join("a/b");
    let (store, loaded) = Store::open(&at).unwrap();
    assert_eq!(loaded, Loaded::default());
    store.put("draft/1", json!({"note": "半句话\n😀"}));
    store.put("draft/2", json!(2));
    store.put("draft/2", Value::Null);
    store.sync().await.unwrap();
    // As after kill -9: nothing was closed.
    let loaded = Store::look(&at).unwrap();
    assert_eq!(values(&loaded.entries), BTreeMap::from([("draft/1".into(), json!({"note": "半句话\n😀"}))]));
    drop(store);
    let (_store, loaded) = Store::open(&at).unwrap();
    assert_eq!((loaded.entries.len(), loaded.broken, loaded.shared), (1, 0, false));
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let mode = |path: PathBuf| std::fs::metadata(path).unwrap().permissions().mode() & 0o777;
        assert_eq!((mode(at.clone()), mode(at.join("0.journal"))), (0o700, 0o600));
    }
}

/// A store whose thread never does anything.
fn asleep(folder: &Path) -> (Store, Receiver<Job>) {
    let (journal, _) = Store::begin(folder).unwrap();
    let (sender, inbox) = mpsc::channel();
    (Store { inner: Arc::new(Inner { journal, sender: Some(sender), keeper: None }) }, inbox)
}

#[test]
fn what_is_put_is_in_the_file_before_the_thread_does_anything() {
    let folder = tempfile::tempdir().unwrap();
    let (store, inbox) = asleep(folder.path());
    store.put("draft", json!("一"));
    store.put("draft", json!("一二"));
    assert_eq!(values(&Store::look(folder.path()).unwrap().entries)["draft"], json!("一二"));
    let jobs: Vec<Job> = inbox.try_iter().collect();
    assert!(matches!(jobs.as_slice(), [Job::Dirty]), "the thread is woken once: {jobs:?}");
}

#[test]
fn what_is_put_while_the_journal_is_written_anew_is_in_the_old_one_and_in_the_new_one() {
    let folder = tempfile::tempdir().unwrap();
    let (store, _inbox) = asleep(folder.path());
    store.put("a", json!("before"));
    store.put("gone", json!("before"));
    let (path, entries) = lock(&store.inner.journal).begin_anew();
    let there = || values(&Store::look(folder.path()).unwrap().entries);
    store.put("a", json!("first"));
    let fresh = journal::write_fresh(&path, &entries).unwrap();
    store.put("a", json!("second"));
    store.put("gone", Value::Null);
    store.put("b", json!("new"));
    let expected: BTreeMap<_, _> = [("a".to_owned(), json!("second")), ("b".to_owned(), json!("new"))].into();
    assert_eq!(there(), expected, "the old one counts until the new one is complete");
    lock(&store.inner.journal).end_anew(fresh).unwrap();
    assert_eq!(there(), expected);
    store.put("a", json!("third"));
    assert_eq!(there()["a"], json!("third"), "what comes later goes to the new one");
    drop(store);
    assert_eq!(Store::open(folder.path()).unwrap().1.broken, 0);
}

#[test]
fn threads_that_put_while_it_grows_and_is_written_anew_lose_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let (store, _) = Store::open(folder.path()).unwrap();
    let text = "x".repeat(8000);
    std::thread::scope(|scope| {
        for thread in 0..4 {
            let (store, text) = (&store, &text);
            scope.spawn(move || {
                for number in 0..120 {
                    store.put(format!("{thread}"), json!(format!("{number}{text}")));
                    store.put(format!("{thread}/{number}"), json!(number));
                }
            });
        }
    });
    // As after kill -9: nothing was closed.
    let loaded = Store::look(folder.path()).unwrap();
    assert_eq!((loaded.broken, loaded.entries.len()), (0, 4 * 121));
    let newest = (0..4).all(|thread| loaded.entries[&thread.to_string()].value == json!(format!("119{text}")));
    assert!(newest);
    drop(store);
    assert!(journal_bytes(folder.path()).len() < 3 * LARGE as usize, "it was written anew");
}

#[tokio::test]
async fn two_desks_of_one_user_lose_nothing_of_each_other() {
    let folder = tempfile::tempdir().unwrap();
    let (one, _) = Store::open(folder.path()).unwrap();
    one.put("mine", json!(1));
    one.put("both", json!("older"));
    one.put("gone", json!(1));
    one.sync().await.unwrap();
    let (two, loaded) = Store::open(folder.path()).unwrap();
    assert!(loaded.shared);
    assert_eq!(values(&loaded.entries)["mine"], json!(1));
    two.put("theirs", json!(2));
    two.put("both", json!("newer"));
    two.put("gone", Value::Null);
    two.sync().await.unwrap();
    one.put("mine", json!(3));
    drop((one, two));
    let (_again, loaded) = Store::open(folder.path()).unwrap();
    let expected = [("both", json!("newer")), ("mine", json!(3)), ("theirs", json!(2))];
    assert_eq!(values(&loaded.entries), expected.map(|(key, value)| (key.to_owned(), value)).into());
    assert!(!loaded.shared && !folder.path().join("1.journal").exists(), "what was left is taken over");
}

#[test]
fn a_large_journal_is_written_anew_and_keeps_what_counts() {
    let folder = tempfile::tempdir().unwrap();
    let (store, _) = Store::open(folder.path()).unwrap();
    let text = "字".repeat(2000);
    for number in 0..1000 {
        store.put("draft", json!(format!("{number}{text}")));
    }
    drop(store);
    assert!(journal_bytes(folder.path()).len() < 2 * LARGE as usize);
    assert_eq!(values(&Store::look(folder.path()).unwrap().entries)["draft"], json!(format!("999{text}")));
}

#[test]
fn a_token_is_known_from_the_last_time_and_is_not_kept_itself() {
    let root = tempfile::tempdir().unwrap();
    let place = Place::new(root.path(), "http://api/", "secret-token");
    assert_eq!(place.user(), None);
    drop(place.open("ann").unwrap());
    assert_eq!(Place::new(root.path(), "http://api", "secret-token").user().as_deref(), Some("ann"));
    assert_eq!(Place::new(root.path(), "http://api", "other").user(), None);
    assert_eq!(Place::new(root.path(), "http://other", "secret-token").user(), None);
    assert_ne!(place.folder("ann"), place.folder("bo"));
    // Whoever sits down at the same desk has a token of his own.
    let theirs = place.of("another-token");
    drop(theirs.open("bo").unwrap());
    assert_eq!((place.user().as_deref(), theirs.user().as_deref()), (Some("ann"), Some("bo")));
}

#[tokio::test]
async fn what_is_gone_stays_gone_although_the_program_ends_before_an_older_journal_is_removed() {
    let folder = tempfile::tempdir().unwrap();
    let (one, _) = Store::open(folder.path()).unwrap();
    let (two, _) = Store::open(folder.path()).unwrap();
    two.put("outbox/1", json!("waits"));
    drop(two);
    let older = std::fs::read(folder.path().join("1.journal")).unwrap();
    // Times rise with every value, so that this one is later than the other desk's in any case.
    for number in 0..50 {
        one.put("tick", json!(number));
    }
    one.put("outbox/1", Value::Null);
    one.put("tick", Value::Null);
    drop(one);
    drop(Store::open(folder.path()).unwrap());
    // As if it had ended just before the other journal went.
    std::fs::write(folder.path().join("1.journal"), older).unwrap();
    let (_store, loaded) = Store::open(folder.path()).unwrap();
    assert_eq!(loaded.entries, Entries::default());
}

/// Writes to a journal, and each state that it was in.
fn written(puts: &[(u8, Option<String>)]) -> (Vec<u8>, Vec<BTreeMap<String, Value>>) {
    let folder = tempfile::tempdir().unwrap();
    let mut states = vec![BTreeMap::new()];
    let (store, _) = Store::open(folder.path()).unwrap();
    for (key, text) in puts {
        let mut state = states.last().unwrap().clone();
        let value = text.as_ref().map_or(Value::Null, |text| json!(text));
        store.put(key.to_string(), value.clone());
        if value.is_null() {
            state.remove(&key.to_string())
        } else {
            state.insert(key.to_string(), value)
        };
        states.push(state);
    }
    drop(store);
    (journal_bytes(folder.path()), states)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn any_prefix_of_a_journal_reads_to_a_state_that_it_was_once_in(
        puts in prop::collection::vec((0..4u8, prop::option::of(".{0,12}")), 0..12),
    ) {
        let (bytes, states) = written(&puts);
        let mut at = 0;
        for length in 0..=bytes.len() {
            let state = values(&read(&bytes[..length]).0);
            // A longer prefix never reads to an earlier state.
            let found = states.iter().enumerate().skip(at).find(|(_, known)| **known == state).map(|(index, _)| index);
            prop_assert!(found.is_some(), "{length} of {}: {state:?}", bytes.len());
            at = found.unwrap_or(at);
        }
        prop_assert_eq!(&values(&read(&bytes).0), states.last().unwrap());
    }

    #[test]
    fn a_broken_byte_costs_no_more_than_the_lines_that_it_touches(
        puts in prop::collection::vec((0..200u8, prop::option::of("[a-z]{1,8}")), 2..12),
        place in 0.0..1.0f64,
        byte in any::<u8>(),
    ) {
        let mut puts = puts;
        for (index, put) in puts.iter_mut().enumerate() {
            put.0 = index as u8;
        }
        let (mut bytes, states) = written(&puts);
        let at = ((bytes.len() - 1) as f64 * place) as usize;
        prop_assume!(bytes[at] != byte);
        bytes[at] = byte;
        let found = values(&read(&bytes).0);
        let last = states.last().unwrap();
        prop_assert!(found.iter().all(|(key, value)| last.get(key) == Some(value)), "nothing is made up");
        prop_assert!(found.len() + 2 >= last.len(), "{found:?} of {last:?}");
    }
}
