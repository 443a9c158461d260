//! What an upload is: found from its content, never from its name or what the client says.

use std::io::Cursor;

use image::{ImageError, ImageFormat, ImageReader, Limits};

use super::video;
use crate::domain::catalogue::MaterialKind;
use crate::domain::digest::sha256;
use crate::domain::picture::is_cut_off;

/// The largest picture, in bytes.
const MOST_BYTES: usize = 10 * 1024 * 1024;

/// The largest upload of any kind, which is that of a video, in bytes.
pub(in crate::server) const MOST_OF_ANY: usize = 50 * 1024 * 1024;

/// The longest side, in pixels.
const LONGEST_SIDE: u32 = 10_000;

/// The most pixels.
const MOST_PIXELS: u64 = 100_000_000;

/// The most memory that decoding may take: the largest allowed picture with 8 bits a channel, and its copy.
const MOST_MEMORY: u64 = 1 << 30;

/// What is known of a picture or video.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::server) struct Facts {
    pub content_type: &'static str,
    /// As stored, before the orientation that EXIF names; 0 of a video, which is never decoded here.
    pub width: u32,
    pub height: u32,
    pub bytes: u64,
    pub sha256: String,
}

/// Why an upload is not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::server) enum Unfit {
    TooLarge,
    Type,
    Dimensions,
    Unreadable,
    VideoTooLarge,
    VideoUnreadable,
}

/// Type, size and readability of an upload into a slot of this kind. Decodes a whole picture: heavy.
pub(super) fn inspect(bytes: &[u8], kind: MaterialKind) -> Result<Facts, Unfit> {
    match kind {
        MaterialKind::Picture => picture(bytes),
        MaterialKind::Video => film(bytes).ok_or(Unfit::Type)?,
        MaterialKind::Either => film(bytes).unwrap_or_else(|| picture(bytes)),
    }
}

/// What is known of a video; nothing where the bytes are none. Its frames are for the reviewer's own player.
fn film(bytes: &[u8]) -> Option<Result<Facts, Unfit>> {
    let (content_type, whole) = video::sniff(bytes)?;
    Some(match (bytes.len() > MOST_OF_ANY, whole) {
        (true, _) => Err(Unfit::VideoTooLarge),
        (false, false) => Err(Unfit::VideoUnreadable),
        (false, true) => {
            Ok(Facts { content_type, width: 0, height: 0, bytes: bytes.len() as u64, sha256: sha256(bytes) })
        }
    })
}

fn picture(bytes: &[u8]) -> Result<Facts, Unfit> {
    if bytes.len() > MOST_BYTES {
        return Err(Unfit::TooLarge);
    }
    let content_type = sniff(bytes).ok_or(Unfit::Type)?;
    let (width, height) = reader(bytes).ok_or(Unfit::Unreadable)?.into_dimensions().map_err(|error| unfit(&error))?;
    if width.max(height) > LONGEST_SIDE || u64::from(width) * u64::from(height) > MOST_PIXELS {
        return Err(Unfit::Dimensions);
    }
    if width == 0 || height == 0 {
        return Err(Unfit::Unreadable);
    }
    // Its decoder would fill what is missing and say nothing.
    if is_cut_off(bytes) {
        return Err(Unfit::Unreadable);
    }
    reader(bytes).ok_or(Unfit::Unreadable)?.decode().map_err(|error| unfit(&error))?;
    Ok(Facts { content_type, width, height, bytes: bytes.len() as u64, sha256: sha256(bytes) })
}

const fn unfit(error: &ImageError) -> Unfit {
    match error {
        ImageError::Limits(_) => Unfit::Dimensions,
        _ => Unfit::Unreadable,
    }
}

/// The facts of bytes that we made ourselves.
pub(super) fn facts_of(bytes: &[u8], content_type: &'static str) -> Facts {
    let (width, height) = reader(bytes).and_then(|reader| reader.into_dimensions().ok()).unwrap_or_default();
    Facts { content_type, width, height, bytes: bytes.len() as u64, sha256: sha256(bytes) }
}

/// JPEG or PNG by its first bytes.
fn sniff(bytes: &[u8]) -> Option<&'static str> {
    match image::guess_format(bytes).ok()? {
        ImageFormat::Jpeg => Some("image/jpeg"),
        ImageFormat::Png => Some("image/png"),
        _ => None,
    }
}

/// A reader that gives up before a picture takes too much memory.
pub(super) fn reader(bytes: &[u8]) -> Option<ImageReader<Cursor<&[u8]>>> {
    let mut reader = ImageReader::new(Cursor::new(bytes)).with_guessed_format().ok()?;
    let mut limits = Limits::default();
    limits.max_image_width = Some(LONGEST_SIDE);
    limits.max_image_height = Some(LONGEST_SIDE);
    limits.max_alloc = Some(MOST_MEMORY);
    reader.limits(limits);
    Some(reader)
}
