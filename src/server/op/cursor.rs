//! Where a page of a list ends: the next one's cursor, which clients hand back as they got it. What a position is, and
//! for which list it is good, the lists say themselves.

use base64::Engine;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use serde::Serialize;
use serde::de::DeserializeOwned;

/// A position as clients hold it.
pub(super) fn write(position: &impl Serialize) -> String {
    BASE64_URL_SAFE_NO_PAD.encode(serde_json::to_vec(position).unwrap_or_default())
}

/// A position that was written so; none of any other text.
pub(super) fn read<T: DeserializeOwned>(text: &str) -> Option<T> {
    serde_json::from_slice(&BASE64_URL_SAFE_NO_PAD.decode(text).ok()?).ok()
}

/// Cuts rows, of which one more than the `limit` was asked for, to a page; gives the cursor at its last row where more
/// follow.
pub(super) fn cut<T>(rows: &mut Vec<T>, limit: u32, at: impl FnOnce(&T) -> String) -> Option<String> {
    let limit = usize::try_from(limit).unwrap_or(usize::MAX);
    let more = rows.len() > limit;
    rows.truncate(limit);
    rows.last().filter(|_| more).map(at)
}
