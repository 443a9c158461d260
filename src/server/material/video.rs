//! MP4 and WebM by content: enough of their structure to tell a whole file from another kind or a torn one. Frames are
//! never decoded, so that no hostile codec data is ever touched here.

/// Boxes at the top of an MP4 file that are looked at; a hostile one may have millions.
const MOST_BOXES: usize = 10_000;

/// Brands of ISO base media that browsers play as MP4. HEIC and AVIF are the same container with other brands.
const BRANDS: &[&[u8]] = &[b"isom", b"mp41", b"mp42", b"avc1", b"M4V ", b"MSNV", b"dash", b"msdh"];

/// The content type, and whether the file is there as a whole; none where it is neither MP4 nor WebM.
pub(super) fn sniff(bytes: &[u8]) -> Option<(&'static str, bool)> {
    if is_mp4(bytes) {
        return Some(("video/mp4", mp4_is_whole(bytes)));
    }
    let after = webm(bytes)?;
    Some(("video/webm", webm_is_whole(bytes.get(after..).unwrap_or_default())))
}

fn is_mp4(bytes: &[u8]) -> bool {
    let brand = bytes.get(8..12).unwrap_or_default();
    // `iso2` to `iso9` are editions of `isom`.
    let known = BRANDS.contains(&brand) || matches!(brand, [b'i', b's', b'o', b'2'..=b'9']);
    bytes.get(4..8) == Some(b"ftyp") && known
}

/// Whether every box at the top ends within the file, and both the index and the frames are there.
fn mp4_is_whole(bytes: &[u8]) -> bool {
    let (mut at, mut index, mut frames) = (0_usize, false, false);
    for _ in 0..MOST_BOXES {
        let rest = bytes.get(at..).unwrap_or_default();
        if rest.is_empty() {
            return index && frames;
        }
        let Some((size, kind)) = mp4_box(rest) else { return false };
        index |= kind == b"moov";
        frames |= kind == b"mdat";
        match at.checked_add(size) {
            Some(next) if next <= bytes.len() => at = next,
            _ => return false,
        }
    }
    false
}

/// Size and kind of the box that begins here. Size 0 means up to the end of the file, 1 that 64 bits follow.
fn mp4_box(rest: &[u8]) -> Option<(usize, &[u8])> {
    let kind = rest.get(4..8)?;
    let size = match u32::from_be_bytes(rest.get(..4)?.try_into().ok()?) {
        0 => rest.len(),
        1 => usize::try_from(u64::from_be_bytes(rest.get(8..16)?.try_into().ok()?)).ok()?,
        size => usize::try_from(size).ok()?,
    };
    (size >= 8).then_some((size, kind))
}

const EBML: &[u8] = &[0x1a, 0x45, 0xdf, 0xa3];
const DOC_TYPE: &[u8] = &[0x42, 0x82];
const SEGMENT: &[u8] = &[0x18, 0x53, 0x80, 0x67];

/// Where the header of a WebM file ends; none where it is another kind of EBML, such as Matroska.
fn webm(bytes: &[u8]) -> Option<usize> {
    let rest = bytes.strip_prefix(EBML)?;
    let (size, wide) = number(rest)?;
    let header = rest.get(wide..)?.get(..usize::try_from(size?).ok()?)?;
    let at = header.windows(2).position(|pair| pair == DOC_TYPE)?;
    let (size, wide_inner) = number(header.get(at + 2..)?)?;
    let kind = header.get(at + 2 + wide_inner..)?.get(..usize::try_from(size?).ok()?)?;
    kind.starts_with(b"webm").then_some(EBML.len() + wide + header.len())
}

/// Whether one segment follows to the end of the file. A recording that was written as it went does not know its size.
fn webm_is_whole(rest: &[u8]) -> bool {
    let Some(rest) = rest.strip_prefix(SEGMENT) else { return false };
    match number(rest) {
        Some((None, wide)) => rest.len() > wide,
        Some((Some(size), wide)) => usize::try_from(size).is_ok_and(|size| size > 0 && size <= rest.len() - wide),
        None => false,
    }
}

/// A number of EBML and how many bytes it takes; no value where all its bits are ones, which means unknown.
fn number(rest: &[u8]) -> Option<(Option<u64>, usize)> {
    let first = *rest.first()?;
    let wide = usize::try_from(first.leading_zeros()).ok()? + 1;
    let bytes = rest.get(..wide).filter(|_| wide <= 8)?;
    let mask = (1_u64 << (7 * wide)) - 1;
    let value = bytes.iter().fold(0_u64, |value, byte| (value << 8) | u64::from(*byte)) & mask;
    Some(((value != mask).then_some(value), wide))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mp4(brand: &[u8; 4], boxes: &[(&[u8; 4], usize)]) -> Vec<u8> {
        let mut out = [&16_u32.to_be_bytes()[..], b"ftyp", brand, &[0; 4]].concat();
        for (kind, size) in boxes {
            out.extend(u32::try_from(size + 8).unwrap().to_be_bytes());
            out.extend(*kind);
            out.extend(vec![7; *size]);
        }
        out
    }

    fn ebml(kind: &[u8], segment: &[u8]) -> Vec<u8> {
        let inner = [&[0x42, 0x82, 0x80 | u8::try_from(kind.len()).unwrap()][..], kind].concat();
        [EBML, &[0x80 | u8::try_from(inner.len()).unwrap()], &inner, segment].concat()
    }

    #[test]
    fn a_whole_video_is_told_from_a_torn_one_and_from_other_kinds() {
        let whole = mp4(b"isom", &[(b"moov", 40), (b"mdat", 100)]);
        assert_eq!(sniff(&whole), Some(("video/mp4", true)));
        assert_eq!(sniff(&whole[..whole.len() - 1]), Some(("video/mp4", false)));
        assert_eq!(sniff(&mp4(b"mp42", &[(b"moov", 4)])), Some(("video/mp4", false)), "no frames");
        for brand in [b"heic", b"mif1", b"avif", b"M4A ", b"qt  "] {
            assert_eq!(sniff(&mp4(brand, &[(b"moov", 4), (b"mdat", 4)])), None);
        }
        let segment = |size: u8, bytes: usize| [SEGMENT, &[size], &vec![7; bytes]].concat();
        assert_eq!(sniff(&ebml(b"webm", &segment(0x84, 4))), Some(("video/webm", true)));
        assert_eq!(sniff(&ebml(b"webm", &segment(0xff, 9))), Some(("video/webm", true)), "size unknown");
        assert_eq!(sniff(&ebml(b"webm", &segment(0x85, 4))), Some(("video/webm", false)));
        assert_eq!(sniff(&ebml(b"webm", b"")), Some(("video/webm", false)));
        assert_eq!(sniff(&ebml(b"matroska", &segment(0x84, 4))), None);
    }

    #[test]
    fn sizes_that_lie_end_nothing() {
        let endless = [mp4(b"isom", &[]), u64::MAX.to_be_bytes().to_vec()].concat();
        assert_eq!(sniff(&endless), Some(("video/mp4", false)));
        let big = [&mp4(b"isom", &[])[..], &[0, 0, 0, 1], b"mdat", &u64::MAX.to_be_bytes()].concat();
        assert_eq!(sniff(&big), Some(("video/mp4", false)));
        assert_eq!(sniff(&mp4(b"isom", &[(b"free", 0); 20_000])), Some(("video/mp4", false)));
        for length in 0..40 {
            sniff(&ebml(b"webm", SEGMENT)[..length.min(16)]);
            sniff(&[EBML, &vec![0; length]].concat());
            sniff(&[EBML, &vec![0xff; length]].concat());
        }
    }
}
