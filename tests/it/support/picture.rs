//! Small real pictures.

use std::io::Cursor;

use image::{DynamicImage, ImageFormat, Rgb, RgbImage};

fn picture(width: u32, height: u32) -> DynamicImage {
    DynamicImage::ImageRgb8(RgbImage::from_fn(width, height, |x, y| {
        // Left half red, right half blue, so that turning shows.
        let shade = u8::try_from((y * 100) / height.max(1)).unwrap();
        if x < width / 2 { Rgb([200, shade, 0]) } else { Rgb([0, shade, 200]) }
    }))
}

fn written(width: u32, height: u32, format: ImageFormat) -> Vec<u8> {
    let mut out = Cursor::new(Vec::new());
    picture(width, height).write_to(&mut out, format).unwrap();
    out.into_inner()
}

pub fn jpeg(width: u32, height: u32) -> Vec<u8> {
    written(width, height, ImageFormat::Jpeg)
}

pub fn png(width: u32, height: u32) -> Vec<u8> {
    written(width, height, ImageFormat::Png)
}

/// A picture of noise, which no format makes small, of which the second half is missing.
pub fn cut_off(width: u32, height: u32, format: ImageFormat) -> Vec<u8> {
    let mut seed = 1_u32;
    let picture = image::RgbImage::from_fn(width, height, |_, _| {
        seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        let [_, a, b, c] = seed.to_le_bytes();
        image::Rgb([a, b, c])
    });
    let mut out = std::io::Cursor::new(Vec::new());
    DynamicImage::ImageRgb8(picture).write_to(&mut out, format).unwrap();
    let mut bytes = out.into_inner();
    bytes.truncate(bytes.len() / 2);
    bytes
}

/// A JPEG that says it must be turned a quarter clockwise to stand upright.
pub fn lying_jpeg(width: u32, height: u32) -> Vec<u8> {
    let plain = jpeg(width, height);
    let exif: &[u8] = &[
        0xff, 0xe1, 0, 34, b'E', b'x', b'i', b'f', 0, 0, b'I', b'I', 42, 0, 8, 0, 0, 0, 1, 0, 0x12, 0x01, 3, 0, 1, 0,
        0, 0, 6, 0, 0, 0, 0, 0, 0, 0,
    ];
    [&plain[..2], exif, &plain[2..]].concat()
}

/// A PNG whose header claims these sides and whose data is a single row.
pub fn huge_png(width: u32, height: u32) -> Vec<u8> {
    let mut bytes = png(1, 1);
    bytes[16..20].copy_from_slice(&width.to_be_bytes());
    bytes[20..24].copy_from_slice(&height.to_be_bytes());
    let crc = crc(&bytes[12..29]);
    bytes[29..33].copy_from_slice(&crc.to_be_bytes());
    bytes
}

fn crc(bytes: &[u8]) -> u32 {
    let mut crc = u32::MAX;
    for byte in bytes {
        crc ^= u32::from(*byte);
        for _ in 0..8 {
            crc = if crc & 1 == 1 { (crc >> 1) ^ 0xedb8_8320 } else { crc >> 1 };
        }
    }
    !crc
}

/// The shell of an MP4 file: its boxes are whole, its frames are none.
pub fn mp4(frames: usize) -> Vec<u8> {
    let mut out = b"\0\0\0\x10ftypisom\0\0\0\0".to_vec();
    for (kind, size) in [(b"moov", 32), (b"mdat", frames)] {
        out.extend(u32::try_from(size + 8).unwrap().to_be_bytes());
        out.extend(kind);
        out.extend(vec![7; size]);
    }
    out
}

/// The shell of a WebM recording that does not know its own size.
pub fn webm(frames: usize) -> Vec<u8> {
    [b"\x1a\x45\xdf\xa3\x87\x42\x82\x84webm\x18\x53\x80\x67\xff".to_vec(), vec![7; frames]].concat()
}

/// A form as a browser sends it; a part with a file name is a file.
pub fn form(parts: &[(&str, Option<&str>, &[u8])]) -> (&'static str, Vec<u8>) {
    let mut out = Vec::new();
    for (name, file, bytes) in parts {
        let file = file.map_or_else(String::new, |file| format!("; filename=\"{file}\"\r\nContent-Type: image/jpeg"));
        out.extend(format!("--sep\r\nContent-Disposition: form-data; name=\"{name}\"{file}\r\n\r\n").bytes());
        out.extend(*bytes);
        out.extend(b"\r\n");
    }
    out.extend(b"--sep--\r\n");
    ("multipart/form-data; boundary=sep", out)
}
