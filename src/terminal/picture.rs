//! Pictures in memory: read within limits from bytes that strangers uploaded, and cut, turned and scaled for a screen.
//!
//! Invariant: a [`Picture`] is never empty and has exactly three bytes a pixel.

use std::io::Cursor;

use fast_image_resize::images::{Image, ImageRef};
use fast_image_resize::{FilterType, PixelType, ResizeAlg, ResizeOptions, Resizer};
use image::{DynamicImage, ImageDecoder, ImageError, ImageFormat, ImageReader, Limits, RgbImage};

use super::fit::{Frame, Rect, Size, Turns};

/// The longest side that is decoded, in pixels.
pub const MAX_SIDE: u32 = 10_000;
/// The largest input that is looked at, in bytes.
pub const MAX_BYTES: usize = 20 * 1024 * 1024;
const MAX_ALLOCATION: u64 = 512 * 1024 * 1024;

/// Why there is no picture.
#[derive(Debug, Clone, thiserror::Error, PartialEq, Eq)]
pub enum PictureError {
    /// The content is neither JPEG nor PNG, whatever it is called.
    #[error("neither a JPEG nor a PNG picture")]
    NotAPicture,
    /// The file is larger than [`MAX_BYTES`].
    #[error("the file has {0} bytes, more than the {MAX_BYTES} that are opened")]
    TooManyBytes(usize),
    /// A side is longer than [`MAX_SIDE`], or decoding would take too much memory.
    #[error("{width} x {height} pixels are more than can be opened")]
    TooLarge {
        /// Pixels across, as the file claims.
        width: u32,
        /// Pixels down, as the file claims.
        height: u32,
    },
    /// The picture has no pixels.
    #[error("the picture is empty")]
    Empty,
    /// The content ends early or contradicts itself; the decoder's words.
    #[error("the picture is damaged: {0}")]
    Damaged(String),
}

impl PictureError {
    fn of(error: &ImageError, size: Size) -> Self {
        match error {
            ImageError::Limits(_) => Self::TooLarge { width: size.width, height: size.height },
            other => Self::Damaged(other.to_string().chars().filter(|c| !c.is_control()).take(200).collect()),
        }
    }
}

/// How the brightness of a picture is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Tone {
    /// As it is.
    #[default]
    Plain,
    /// Drawn apart to black and white, for faint copies.
    Contrast,
    /// Dark as light and light as dark, for what is hidden in shadow or stamped in pale ink.
    Inverted,
}

impl Tone {
    /// The next of them, in a circle.
    pub const fn next(self) -> Self {
        match self {
            Self::Plain => Self::Contrast,
            Self::Contrast => Self::Inverted,
            Self::Inverted => Self::Plain,
        }
    }
}

/// A picture as rows of red, green and blue, one byte each. Transparency has been laid on white, as on paper.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Picture {
    rgb: Vec<u8>,
    size: Size,
}

impl Picture {
    /// A picture from its bytes, three a pixel, row by row.
    pub fn from_rgb(size: Size, rgb: Vec<u8>) -> Result<Self, PictureError> {
        let wanted = u128::from(size.width) * u128::from(size.height) * 3;
        match wanted {
            0 => Err(PictureError::Empty),
            n if n == rgb.len() as u128 => Ok(Self { rgb, size }),
            n => Err(PictureError::Damaged(format!("{} bytes of pixels where {n} belong", rgb.len()))),
        }
    }

    /// Its size in pixels.
    pub fn size(&self) -> Size {
        self.size
    }

    /// Its bytes, three a pixel, row by row from the top.
    pub fn rgb(&self) -> &[u8] {
        &self.rgb
    }

    /// Its pixel rows from the top, each three bytes a pixel.
    pub fn rows(&self) -> impl Iterator<Item = &[u8]> {
        self.rgb.chunks_exact(self.size.width as usize * 3)
    }

    /// The picture in another tone.
    pub fn toned(self, tone: Tone) -> Self {
        match tone {
            Tone::Plain => self,
            Tone::Contrast => self.with_contrast(),
            Tone::Inverted => Self { rgb: self.rgb.iter().map(|byte| !byte).collect(), size: self.size },
        }
    }

    /// A copy with the darkest and lightest hundredth of the pixels drawn to black and white, for faint copies.
    pub fn with_contrast(&self) -> Self {
        let mut counts = [0usize; 256];
        for pixel in self.rgb.chunks_exact(3) {
            if let Some(count) = counts.get_mut(usize::from(brightness(pixel))) {
                *count += 1;
            }
        }
        let few = self.rgb.len() / 300;
        let dark = beyond(counts.iter().copied().zip(0..256), few).unwrap_or(0);
        let light = beyond(counts.iter().copied().zip(0..256).rev(), few).unwrap_or(255);
        let span = (light - dark).max(1);
        let stretch = |byte: u8| ((i32::from(byte) - dark) * 255 / span).clamp(0, 255) as u8;
        Self { rgb: self.rgb.iter().map(|byte| stretch(*byte)).collect(), size: self.size }
    }
}

/// The first level at which more than `few` pixels have been counted.
fn beyond(mut counts: impl Iterator<Item = (usize, i32)>, few: usize) -> Option<i32> {
    let mut seen = 0;
    counts.find_map(|(count, level)| {
        seen += count;
        (seen > few).then_some(level)
    })
}

fn brightness(pixel: &[u8]) -> u8 {
    let [red, green, blue] = pixel else { return 0 };
    ((u32::from(*red) * 299 + u32::from(*green) * 587 + u32::from(*blue) * 114) / 1000) as u8
}

/// Reads a JPEG or PNG, known by its content; the dimensions in the header are judged before anything is decoded, and
/// the EXIF orientation is applied.
pub fn decode(bytes: &[u8]) -> Result<Picture, PictureError> {
    if bytes.len() > MAX_BYTES {
        return Err(PictureError::TooManyBytes(bytes.len()));
    }
    let format = match image::guess_format(bytes) {
        Ok(format @ (ImageFormat::Jpeg | ImageFormat::Png)) => format,
        _ => return Err(PictureError::NotAPicture),
    };
    let unknown = Size { width: 0, height: 0 };
    if format == ImageFormat::Jpeg && !has_end(bytes) {
        return Err(PictureError::Damaged("the file ends before its picture does".to_owned()));
    }
    let mut reader = ImageReader::with_format(Cursor::new(bytes), format);
    reader.limits(limits());
    let mut decoder = match reader.into_decoder() {
        Ok(decoder) => decoder,
        Err(error @ ImageError::Limits(_)) => return Err(PictureError::of(&error, claimed(bytes, format))),
        Err(error) => return Err(PictureError::of(&error, unknown)),
    };
    let (width, height) = decoder.dimensions();
    let size = Size { width, height };
    // A progressive JPEG is held twice more while it is decoded, as coefficients of two bytes; the limits do not see that.
    let times = if format == ImageFormat::Jpeg && !is_baseline(bytes) { 3 } else { 1 };
    limits().reserve(decoder.total_bytes().saturating_mul(times)).map_err(|error| PictureError::of(&error, size))?;
    let orientation = decoder.orientation().map_err(|error| PictureError::of(&error, size))?;
    let mut image = DynamicImage::from_decoder(decoder).map_err(|error| PictureError::of(&error, size))?;
    image.apply_orientation(orientation);
    let rgb = on_white(image);
    Picture::from_rgb(Size { width: rgb.width(), height: rgb.height() }, rgb.into_raw())
}

/// The size in the header of a JPEG or PNG, as it is stored; nothing is decoded.
pub fn claimed_size(bytes: &[u8]) -> Option<Size> {
    let format =
        image::guess_format(bytes).ok().filter(|format| matches!(format, ImageFormat::Jpeg | ImageFormat::Png))?;
    let size = claimed(bytes, format);
    (size.width > 0 && size.height > 0).then_some(size)
}

fn limits() -> Limits {
    let mut limits = Limits::default();
    limits.max_image_width = Some(MAX_SIDE);
    limits.max_image_height = Some(MAX_SIDE);
    limits.max_alloc = Some(MAX_ALLOCATION);
    limits
}

/// Whether a JPEG's last scan has an end. Its decoder would fill what is missing with grey, which looks like a picture.
fn has_end(bytes: &[u8]) -> bool {
    let last = |marker: u8| bytes.array_windows::<2>().rposition(|pair| *pair == [0xff, marker]);
    // Neither stands within a scan, where an 0xff is always followed by a zero. Without any scan the decoder has its say.
    last(0xda).is_none_or(|scan| last(0xd9).is_some_and(|end| end > scan))
}

/// Whether the frame of a JPEG is of the kind that is decoded block by block; not if the header is odd.
fn is_baseline(bytes: &[u8]) -> bool {
    let mut rest = bytes.get(2..).unwrap_or_default();
    while let [0xff, marker, high, low, ..] = rest {
        match marker {
            0xc0 | 0xc1 => return true,
            0xc2..=0xcf if !matches!(marker, 0xc4 | 0xc8 | 0xcc) => return false,
            _ => rest = rest.get(2 + usize::from(u16::from_be_bytes([*high, *low]))..).unwrap_or_default(),
        }
    }
    false
}

/// The size in the header of a picture that was refused for it; nothing of that size is allocated.
fn claimed(bytes: &[u8], format: ImageFormat) -> Size {
    let mut reader = ImageReader::with_format(Cursor::new(bytes), format);
    reader.no_limits();
    let (width, height) = reader.into_dimensions().unwrap_or_default();
    Size { width, height }
}

fn on_white(image: DynamicImage) -> RgbImage {
    if !image.color().has_alpha() {
        return image.into_rgb8();
    }
    let rgba = image.into_rgba8();
    let mut rgb = RgbImage::new(rgba.width(), rgba.height());
    for (below, above) in rgb.pixels_mut().zip(rgba.pixels()) {
        let image::Rgba([red, green, blue, alpha]) = *above;
        let lay = |byte: u8| ((u32::from(byte) * u32::from(alpha) + 255 * (255 - u32::from(alpha)) + 127) / 255) as u8;
        below.0 = [lay(red), lay(green), lay(blue)];
    }
    rgb
}

/// Cuts, turns and scales a picture as a [`Frame`] says.
pub fn draw(picture: &Picture, frame: &Frame) -> Result<Picture, PictureError> {
    scale(picture, frame.source, frame.pixels, frame.turns)
}

/// Cuts `source` out of the picture, turns it, and scales it to `to`, which is the size after the turn. What of
/// `source` lies outside the picture is left out.
pub fn scale(picture: &Picture, source: Rect, to: Size, turns: Turns) -> Result<Picture, PictureError> {
    let before = if turns.is_sideways() { Size { width: to.height, height: to.width } } else { to };
    if before.width == 0 || before.height == 0 {
        return Err(PictureError::Empty);
    }
    if before.width > MAX_SIDE || before.height > MAX_SIDE {
        return Err(PictureError::TooLarge { width: to.width, height: to.height });
    }
    let Rect { x, y, width, height } = within(source, picture.size);
    let whole = ImageRef::new(picture.size.width, picture.size.height, &picture.rgb, PixelType::U8x3)
        .map_err(|error| PictureError::Damaged(error.to_string()))?;
    let mut scaled = Image::new(before.width, before.height, PixelType::U8x3);
    let options = ResizeOptions::new()
        .crop(x, y, width, height)
        .resize_alg(ResizeAlg::Convolution(FilterType::CatmullRom))
        .use_alpha(false);
    Resizer::new().resize(&whole, &mut scaled, &options).map_err(|error| PictureError::Damaged(error.to_string()))?;
    let scaled = RgbImage::from_raw(before.width, before.height, scaled.into_vec()).ok_or(PictureError::Empty)?;
    let turned = match turns.quarters() {
        1 => image::imageops::rotate90(&scaled),
        2 => image::imageops::rotate180(&scaled),
        3 => image::imageops::rotate270(&scaled),
        _ => scaled,
    };
    Picture::from_rgb(to, turned.into_raw())
}

/// The part of `source` that lies in a picture of this size, never empty.
fn within(source: Rect, size: Size) -> Rect {
    let side = |start: f64, length: f64, limit: u32| {
        let limit = f64::from(limit);
        let start = if start.is_finite() { start.clamp(0.0, limit - 1.0) } else { 0.0 };
        let length = if length.is_finite() { length.clamp(1.0_f64.min(limit), limit - start) } else { limit - start };
        (start, length)
    };
    let (x, width) = side(source.x, source.width, size.width);
    let (y, height) = side(source.y, source.height, size.height);
    Rect { x, y, width, height }
}

#[cfg(test)]
mod tests {
    use super::*;
    use image::{ExtendedColorType, ImageEncoder, Rgb, Rgba};

    fn size(width: u32, height: u32) -> Size {
        Size { width, height }
    }

    /// Red on the left, blue on the right.
    fn halves(width: u32, height: u32) -> RgbImage {
        RgbImage::from_fn(width, height, |x, _| if x < width / 2 { Rgb([250, 5, 5]) } else { Rgb([5, 5, 250]) })
    }

    fn jpeg(image: &RgbImage, exif: Option<Vec<u8>>) -> Vec<u8> {
        let mut bytes = Vec::new();
        let mut encoder = image::codecs::jpeg::JpegEncoder::new_with_quality(&mut bytes, 95);
        if let Some(exif) = exif {
            encoder.set_exif_metadata(exif).unwrap();
        }
        encoder.write_image(image.as_raw(), image.width(), image.height(), ExtendedColorType::Rgb8).unwrap();
        bytes
    }

    fn png(image: &DynamicImage) -> Vec<u8> {
        let mut bytes = Vec::new();
        image.write_to(&mut Cursor::new(&mut bytes), ImageFormat::Png).unwrap();
        bytes
    }

    fn pixel(picture: &Picture, x: usize, y: usize) -> [u8; 3] {
        picture.rows().nth(y).unwrap()[x * 3..x * 3 + 3].try_into().unwrap()
    }

    fn is_red([red, _, blue]: [u8; 3]) -> bool {
        red > 200 && blue < 60
    }

    /// A little-endian EXIF block with nothing but an orientation.
    fn exif(orientation: u8) -> Vec<u8> {
        let mut bytes = b"II*\0\x08\0\0\0\x01\0".to_vec();
        bytes.extend([0x12, 0x01, 3, 0, 1, 0, 0, 0, orientation, 0, 0, 0, 0, 0, 0, 0]);
        bytes
    }

    #[test]
    fn jpeg_and_png_are_known_by_content() {
        for bytes in [jpeg(&halves(40, 20), None), png(&halves(40, 20).into())] {
            let picture = decode(&bytes).unwrap();
            assert_eq!(picture.size(), size(40, 20));
            assert!(is_red(pixel(&picture, 2, 10)) && !is_red(pixel(&picture, 37, 10)));
        }
        for bytes in [&b""[..], b"GIF89a\x01\0\x01\0", b"%PDF-1.7", b"\xff", b"<svg xmlns='x'/>"] {
            assert_eq!(decode(bytes), Err(PictureError::NotAPicture));
        }
    }

    #[test]
    fn the_orientation_of_the_camera_is_applied() {
        let picture = decode(&jpeg(&halves(40, 20), Some(exif(6)))).unwrap();
        assert_eq!(picture.size(), size(20, 40));
        assert!(is_red(pixel(&picture, 10, 2)) && !is_red(pixel(&picture, 10, 37)));
        let picture = decode(&jpeg(&halves(40, 20), Some(exif(3)))).unwrap();
        assert!(!is_red(pixel(&picture, 2, 10)));
    }

    #[test]
    fn transparency_is_laid_on_white() {
        let image = image::RgbaImage::from_fn(2, 1, |x, _| Rgba([0, 0, 0, if x == 0 { 0 } else { 255 }]));
        let picture = decode(&png(&image.into())).unwrap();
        assert_eq!(picture.rgb(), [255, 255, 255, 0, 0, 0]);
    }

    /// A PNG header that claims more than it holds is refused without being decoded.
    #[test]
    fn a_bomb_is_refused_by_its_header() {
        let mut bytes = png(&halves(4, 4).into());
        bytes[16..20].copy_from_slice(&60_000u32.to_be_bytes());
        bytes[20..24].copy_from_slice(&60_000u32.to_be_bytes());
        let sum = crc32(&bytes[12..29]);
        bytes[29..33].copy_from_slice(&sum.to_be_bytes());
        assert_eq!(decode(&bytes), Err(PictureError::TooLarge { width: 60_000, height: 60_000 }));
        let mut bytes = jpeg(&halves(8, 8), None);
        let frame = bytes.windows(2).position(|w| w == [0xff, 0xc0]).unwrap();
        bytes[frame + 5..frame + 9].copy_from_slice(&[0xff, 0xff, 0xff, 0xff]);
        assert_eq!(decode(&bytes), Err(PictureError::TooLarge { width: 65_535, height: 65_535 }));
        assert_eq!(decode(&vec![0; MAX_BYTES + 1]), Err(PictureError::TooManyBytes(MAX_BYTES + 1)));
    }

    /// Progressive ones take three times the memory, so fewer pixels of them are allowed.
    #[test]
    fn a_large_progressive_jpeg_is_refused() {
        let mut bytes = jpeg(&halves(8, 8), Some(exif(6)));
        assert!(is_baseline(&bytes));
        let frame = bytes.windows(2).position(|w| w == [0xff, 0xc0]).unwrap();
        bytes[frame + 5..frame + 9].copy_from_slice(&[0x27, 0x10, 0x27, 0x10]);
        bytes[frame + 1] = 0xc2;
        assert!(!is_baseline(&bytes));
        assert_eq!(decode(&bytes), Err(PictureError::TooLarge { width: 10_000, height: 10_000 }));
        assert!(!is_baseline(b"") && !is_baseline(&[0xff, 0xd8, 0xff, 0xe0, 0, 0, 0xff]));
    }

    fn crc32(bytes: &[u8]) -> u32 {
        !bytes.iter().fold(!0u32, |sum, byte| {
            (0..8).fold(sum ^ u32::from(*byte), |sum, _| (sum >> 1) ^ (0xedb8_8320 & (sum & 1).wrapping_neg()))
        })
    }

    /// Cut or bent anywhere, the answer is a picture or an error, never a panic.
    #[test]
    fn damaged_pictures_do_not_panic() {
        let whole = png(&halves(40, 20).into());
        assert!(matches!(decode(&whole[..whole.len() / 2]), Err(PictureError::Damaged(_))));
        for bytes in [jpeg(&halves(40, 20), Some(exif(6))), whole] {
            for end in 0..bytes.len() {
                let _ = decode(&bytes[..end]);
                let mut bent = bytes.clone();
                bent[end] ^= 0x5a;
                let _ = decode(&bent);
            }
        }
    }

    #[test]
    fn a_jpeg_that_was_cut_off_is_not_filled_with_grey() {
        let whole = jpeg(&halves(400, 300), Some(exif(1)));
        for share in [2, 3, 10] {
            let cut = &whole[..whole.len() - whole.len() / share];
            assert!(matches!(decode(cut), Err(PictureError::Damaged(_))), "1/{share}");
        }
        // Some cameras write more behind the end.
        assert!(decode(&[&whole[..], b"MORE"].concat()).is_ok());
    }

    /// From a scanner for print: cyan-magenta-yellow-black, as Adobe inverts it; red on the left, blue on the right.
    #[test]
    fn four_colours_of_print_become_three_of_light() {
        const CMYK: &str = "/9j/7gAOQWRvYmUAZAAAAAAA/9sAQwANCQoLCggNCwoLDg4NDxMgFRMSEhMnHB4XIC4pMTAuKS0sMzpKPjM2RjcsLUBXQUZMTlJTUjI+WmFaU\
            GBKUVJP/8AAFAgACAAQBEMRAE0RAFkRAEsRAP/EABYAAQEBAAAAAAAAAAAAAAAAAAcACP/EABQQAQAAAAAAAAAAAAAAAAAAAAD/2gAOBEMATQBZAEsAAD8\
            AThgMCczEmnU//9k=";
        let bytes = base64::Engine::decode(&base64::engine::general_purpose::STANDARD, CMYK).unwrap();
        let picture = decode(&bytes).unwrap();
        let ([red, _, blue], [other_red, _, other_blue]) = (pixel(&picture, 2, 4), pixel(&picture, 13, 4));
        assert!(red > blue + 100 && other_blue > other_red + 100, "{:?}", (red, blue, other_red, other_blue));
    }

    #[test]
    fn sixteen_bits_and_greys_and_alpha_are_read() {
        let deep = image::ImageBuffer::from_fn(40, 20, |x, _| {
            Rgb(if x < 20 { [64_000u16, 1000, 1000] } else { [1000, 1000, 64_000] })
        });
        let grey = image::GrayImage::from_fn(40, 20, |x, _| image::Luma([(x * 6) as u8]));
        let deep_alpha = DynamicImage::ImageRgb16(deep.clone()).into_rgba16();
        for image in [DynamicImage::ImageRgb16(deep), DynamicImage::ImageRgba16(deep_alpha)] {
            let picture = decode(&png(&image)).unwrap();
            assert!(is_red(pixel(&picture, 2, 10)) && !is_red(pixel(&picture, 37, 10)));
        }
        assert_eq!(pixel(&decode(&png(&grey.into())).unwrap(), 30, 5), [180; 3]);
    }

    /// The size of a poster, and of a dot.
    #[test]
    fn extreme_sizes_are_a_picture_or_an_error() {
        let dot = decode(&png(&RgbImage::from_pixel(1, 1, Rgb([1, 2, 3])).into())).unwrap();
        assert_eq!((dot.size(), dot.rgb()), (size(1, 1), &[1, 2, 3][..]));
        let mut bytes = png(&halves(4, 4).into());
        bytes[16..20].copy_from_slice(&50_000u32.to_be_bytes());
        bytes[20..24].copy_from_slice(&50_000u32.to_be_bytes());
        let sum = crc32(&bytes[12..29]);
        bytes[29..33].copy_from_slice(&sum.to_be_bytes());
        assert_eq!(decode(&bytes), Err(PictureError::TooLarge { width: 50_000, height: 50_000 }));
        assert_eq!(claimed_size(&bytes), Some(size(50_000, 50_000)));
        assert_eq!((claimed_size(b""), claimed_size(b"GIF89a\x01\0\x01\0")), (None, None));
    }

    /// An ICC profile and an animation are no reason not to see the picture: the first frame counts.
    #[test]
    fn profiles_and_animations_show_the_picture() {
        let mut profiled = Vec::new();
        let mut encoder = image::codecs::png::PngEncoder::new(&mut profiled);
        encoder.set_icc_profile(vec![7; 300]).unwrap();
        encoder.write_image(halves(40, 20).as_raw(), 40, 20, ExtendedColorType::Rgb8).unwrap();
        let mut animated = Vec::new();
        let mut encoder = png::Encoder::new(&mut animated, 40, 20);
        encoder.set_color(png::ColorType::Rgb);
        encoder.set_animated(2, 0).unwrap();
        let mut writer = encoder.write_header().unwrap();
        writer.write_image_data(halves(40, 20).as_raw()).unwrap();
        writer.write_image_data(&[0; 2400]).unwrap();
        writer.finish().unwrap();
        for bytes in [profiled, animated] {
            let picture = decode(&bytes).unwrap();
            assert!(picture.size() == size(40, 20) && is_red(pixel(&picture, 2, 10)));
        }
    }

    #[test]
    fn cutting_scaling_and_turning() {
        let picture = decode(&png(&halves(40, 20).into())).unwrap();
        let right = Rect { x: 20.0, y: 0.0, width: 20.0, height: 20.0 };
        let blue = scale(&picture, right, size(10, 10), Turns::default()).unwrap();
        assert!(!is_red(pixel(&blue, 0, 5)));
        let whole = Rect::whole(picture.size());
        let turned = scale(&picture, whole, size(10, 20), Turns::new(1)).unwrap();
        assert!(is_red(pixel(&turned, 5, 1)) && !is_red(pixel(&turned, 5, 18)));
        let turned = scale(&picture, whole, size(10, 20), Turns::new(3)).unwrap();
        assert!(!is_red(pixel(&turned, 5, 1)) && is_red(pixel(&turned, 5, 18)));
    }

    #[test]
    fn a_source_outside_the_picture_is_pulled_in() {
        let picture = decode(&png(&halves(40, 20).into())).unwrap();
        for source in [
            Rect { x: -50.0, y: 90.0, width: 900.0, height: 0.0 },
            Rect { x: f64::NAN, y: f64::INFINITY, width: f64::NAN, height: -3.0 },
            Rect { x: 39.9, y: 19.9, width: 5.0, height: 5.0 },
        ] {
            assert_eq!(scale(&picture, source, size(7, 5), Turns::new(2)).unwrap().size(), size(7, 5), "{source:?}");
        }
        let whole = Rect::whole(picture.size());
        assert_eq!(scale(&picture, whole, size(0, 5), Turns::default()), Err(PictureError::Empty));
        assert!(scale(&picture, whole, size(5, u32::MAX), Turns::default()).is_err());
    }

    #[test]
    fn contrast_draws_grey_apart() {
        let rgb: Vec<u8> = (0..400u32).flat_map(|n| [if n % 2 == 0 { 100 } else { 150 }; 3]).collect();
        let strong = Picture::from_rgb(size(20, 20), rgb).unwrap().with_contrast();
        assert_eq!((pixel(&strong, 0, 0), pixel(&strong, 1, 0)), ([0; 3], [255; 3]));
        let flat = Picture::from_rgb(size(1, 1), vec![9; 3]).unwrap();
        assert_eq!(flat.with_contrast().size(), flat.size());
    }

    #[test]
    fn tones_come_round_and_inverting_is_undone_by_inverting() {
        let picture = decode(&png(&halves(40, 20).into())).unwrap();
        assert_eq!(picture.clone().toned(Tone::Inverted).toned(Tone::Inverted), picture);
        assert_eq!(picture.clone().toned(Tone::Plain), picture);
        assert_eq!(Tone::Plain.next().next().next(), Tone::Plain);
    }

    #[test]
    fn a_picture_has_three_bytes_a_pixel() {
        assert_eq!(Picture::from_rgb(size(0, 4), vec![]), Err(PictureError::Empty));
        assert!(Picture::from_rgb(size(2, 2), vec![0; 11]).is_err());
        assert!(Picture::from_rgb(size(u32::MAX, u32::MAX), vec![0; 11]).is_err());
    }
}
