//! Few colours instead of many, chosen by what the picture holds: the greys of a page, the exact colours of a screenshot, the
//! best palette of a photograph. What the palette protocols (kitty's PNG, sixel) send is then mostly runs.
//!
//! A pixel keeps the colour of its neighbour above or to the left where that is near enough ([`Detail`] says how near): grain
//! becomes runs, while an edge that an eye sees stays where it is. That halves what a photograph costs.

use std::collections::HashMap;

use quantette::deps::palette::{Srgb, cast};
use quantette::{ImageRef, PaletteSize, Pipeline};

use super::fit::Size;
use super::halves;
use super::picture::Picture;

/// From so many pixels a palette is made; more change it little and take their time.
const SAMPLE: usize = 80_000;

/// Greys give a picture well enough if they are off by so much of 255 in the mean, which is what the noise of a scanner makes of them.
const ENOUGH: f64 = 3.0;

/// Red, green and blue.
pub type Rgb = [u8; 3];

/// How much a picture may cost.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Detail {
    /// A first glimpse: what kind of picture it is.
    Draft,
    /// Everything can be read; for a slow line.
    Thrifty,
    /// Everything can be read, and a photograph looks like one.
    #[default]
    Legible,
    /// As near to the original as a palette comes; for a fast line.
    Fine,
}

impl Detail {
    /// The most colours of a coloured picture.
    const fn colours(self) -> u16 {
        match self {
            Self::Draft => 16,
            Self::Thrifty => 64,
            Self::Legible => 128,
            Self::Fine => 256,
        }
    }

    /// The most greys of a grey picture, and how many are taken where these give it well enough (see [`ENOUGH`]): the ink of a
    /// page needs fewer than the portrait on a copy.
    const fn greys(self) -> (u16, u16) {
        match self {
            Self::Draft | Self::Thrifty => (8, 8),
            Self::Legible => (16, 8),
            Self::Fine => (64, 64),
        }
    }

    /// The largest difference (see [`distance`]) at which a neighbour's colour is taken: 7 for each squared step of grey, so
    /// that 2200 stands for 18 of 255.
    const fn tolerance(self) -> u32 {
        match self {
            Self::Draft => 8000,
            Self::Thrifty => 3000,
            Self::Legible => 2200,
            Self::Fine => 250,
        }
    }
}

/// Why a palette could not be found.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
#[error("the picture is too large for a palette")]
pub struct TooManyPixels;

/// A picture as numbers into a palette of at most 256 colours.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Indexed {
    size: Size,
    palette: Vec<Rgb>,
    indices: Vec<u8>,
}

impl Indexed {
    /// The picture in few colours. `most` limits their number for terminals that have fewer registers.
    ///
    /// # Errors
    /// Where there are more pixels than the palette search counts.
    pub fn of(picture: &Picture, detail: Detail, most: u16) -> Result<Self, TooManyPixels> {
        let limit = |count: u16| count.min(most).clamp(2, 256);
        let is_grey = is_grey(picture);
        let (grey, few) = detail.greys();
        if let Some(exact) = exact(picture, limit(if is_grey { grey } else { detail.colours() })) {
            return Ok(exact);
        }
        if is_grey {
            let greys: Vec<u8> = picture.rgb().as_chunks::<3>().0.iter().flat_map(|pixel| [luma(*pixel); 3]).collect();
            let mut palette = best(&greys, limit(few))?;
            if few < grey && off(&greys, &palette) > ENOUGH {
                palette = best(&greys, limit(grey))?;
            }
            return Ok(Self::mapped(&greys, picture.size(), palette, detail.tolerance()));
        }
        let palette = best(picture.rgb(), limit(detail.colours()))?;
        Ok(Self::mapped(picture.rgb(), picture.size(), palette, detail.tolerance()))
    }

    /// The picture in this size, every pixel as it is: a glimpse for a terminal that enlarges nothing, in runs and equal rows.
    #[must_use]
    pub fn enlarged(&self, to: Size) -> Self {
        let from = |at: u32, to: u32, of: u32| (u64::from(at) * u64::from(of) / u64::from(to.max(1))) as usize;
        let rows: Vec<&[u8]> = self.rows().collect();
        let mut indices = Vec::with_capacity(to.width as usize * to.height as usize);
        for y in 0..to.height {
            let row = rows.get(from(y, to.height, self.size.height)).copied().unwrap_or_default();
            let across = (0..to.width).map(|x| from(x, to.width, self.size.width));
            indices.extend(across.map(|x| row.get(x).copied().unwrap_or_default()));
        }
        Self { size: to, palette: self.palette.clone(), indices }
    }

    /// Its size in pixels.
    pub const fn size(&self) -> Size {
        self.size
    }

    /// Its colours; every number is below their count.
    pub fn palette(&self) -> &[Rgb] {
        &self.palette
    }

    /// A number for each pixel, row by row from the top.
    pub fn indices(&self) -> &[u8] {
        &self.indices
    }

    /// Its rows of numbers from the top.
    pub fn rows(&self) -> impl Iterator<Item = &[u8]> {
        self.indices.chunks_exact((self.size.width as usize).max(1))
    }

    /// Every pixel as the nearest colour, or a neighbour's within the tolerance.
    fn mapped(rgb: &[u8], size: Size, palette: Vec<Rgb>, tolerance: u32) -> Self {
        let width = (size.width as usize).max(1);
        let half = (size.height as usize).div_ceil(2).max(1) * width * 3;
        let halves: Vec<&[u8]> = rgb.chunks(half).collect();
        let indices = halves::map(&halves, |half| Self::numbers(half, width, &palette, tolerance)).concat();
        Self { size, palette, indices }
    }

    /// The numbers of some rows.
    fn numbers(rgb: &[u8], width: usize, palette: &[Rgb], tolerance: u32) -> Vec<u8> {
        let mut nearest = Nearest::new(palette);
        let mut indices = Vec::with_capacity(rgb.len() / 3);
        // The colours of the row above, as they were chosen; none above the first row, which therefore takes nobody else's: a letter
        // would draw its grey over the paper to the edge, because no paper is above to end it.
        let mut above: Vec<Option<(u8, Rgb)>> = vec![None; width];
        for row in rgb.chunks_exact(width * 3) {
            let mut left: Option<(u8, Rgb)> = None;
            for (pixel, above) in row.as_chunks::<3>().0.iter().zip(&mut above) {
                let near = |known: &Option<(u8, Rgb)>| known.map(|(_, colour)| distance(colour, *pixel));
                let chosen = match (near(&left), near(above)) {
                    (Some(one), Some(other)) if one <= tolerance && one <= other => left,
                    (_, Some(other)) if other <= tolerance => *above,
                    (Some(one), Some(_)) if one <= tolerance => left,
                    _ => Some(nearest.of(*pixel)),
                };
                indices.push(chosen.map_or(0, |(number, _)| number));
                (*above, left) = (chosen, chosen);
            }
        }
        indices
    }
}

/// The nearest colour of a palette, found once for each of 32,768 boxes of colours; greys exactly. Only those colours are compared
/// that are nearest to anything in the eighth of a side around: some ten of 192.
struct Nearest<'a> {
    palette: &'a [Rgb],
    boxes: Vec<Option<u8>>,
    greys: [Option<u8>; 256],
    /// The colours that can be nearest in each of 512 parts of all colours, as far as they were asked for.
    candidates: Vec<Vec<(Rgb, u8)>>,
}

impl<'a> Nearest<'a> {
    fn new(palette: &'a [Rgb]) -> Self {
        Self { palette, boxes: vec![None; 1 << 15], greys: [None; 256], candidates: vec![Vec::new(); 1 << 9] }
    }

    fn of(&mut self, pixel: Rgb) -> (u8, Rgb) {
        let [red, green, blue] = pixel;
        let number = |bits: u32| pixel.iter().fold(0, |number, byte| number << bits | usize::from(byte >> (8 - bits)));
        let (slot, wanted) = if red == green && green == blue {
            (self.greys.get_mut(usize::from(red)), pixel)
        } else {
            (self.boxes.get_mut(number(5)), pixel.map(|byte| byte & 0xf8 | 4))
        };
        let search = || {
            let Some(candidates) = self.candidates.get_mut(number(3)) else { return 0 };
            if candidates.is_empty() {
                *candidates = near(self.palette, wanted.map(|byte| byte & 0xe0));
            }
            let nearest = candidates.iter().min_by_key(|(colour, _)| distance(*colour, wanted));
            nearest.map_or(0, |(_, number)| *number)
        };
        let number = slot.map_or(0, |slot| *slot.get_or_insert_with(search));
        (number, self.palette.get(usize::from(number)).copied().unwrap_or_default())
    }
}

/// The colours of a palette that are nearest to some colour of the cube of 32 steps from this corner: none is farther from the whole
/// cube than another is from all of it.
fn near(palette: &[Rgb], corner: Rgb) -> Vec<(Rgb, u8)> {
    let place = |colour: Rgb, choose: fn(u8, u8, u8) -> u8| -> Rgb {
        std::array::from_fn(|at| {
            let least = corner.get(at).copied().unwrap_or_default();
            choose(colour.get(at).copied().unwrap_or_default(), least, least | 0x1f)
        })
    };
    let farthest =
        |level: u8, least: u8, most: u8| if level.abs_diff(least) > level.abs_diff(most) { least } else { most };
    let within = palette.iter().map(|colour| distance(*colour, place(*colour, farthest))).min().unwrap_or_default();
    let numbered = palette.iter().copied().zip(0u8..=255);
    numbered.filter(|(colour, _)| distance(*colour, place(*colour, u8::clamp)) <= within).collect()
}

/// How different two colours look, roughly: green counts most.
fn distance(one: Rgb, other: Rgb) -> u32 {
    let [red, green, blue]: [u32; 3] = std::array::from_fn(|at| {
        let channel = |colour: Rgb| colour.get(at).copied().unwrap_or_default();
        u32::from(channel(one).abs_diff(channel(other))).pow(2)
    });
    2 * red + 4 * green + blue
}

fn luma([red, green, blue]: Rgb) -> u8 {
    ((u32::from(red) * 299 + u32::from(green) * 587 + u32::from(blue) * 114 + 500) / 1000) as u8
}

/// Whether so few pixels have a colour that nobody would miss it. A seal on a page is a colour.
fn is_grey(picture: &Picture) -> bool {
    let pixels = picture.rgb().as_chunks::<3>().0;
    let coloured = pixels.iter().filter(|pixel| {
        let (least, most) =
            pixel.iter().fold((255, 0), |(least, most): (u8, u8), byte| (least.min(*byte), most.max(*byte)));
        most - least > 28
    });
    coloured.count() * 4000 < pixels.len()
}

/// The picture exactly as it is, if it has no more colours than this.
fn exact(picture: &Picture, most: u16) -> Option<Indexed> {
    let mut numbers: HashMap<Rgb, u8> = HashMap::new();
    let mut palette = Vec::new();
    let mut indices = Vec::with_capacity(picture.rgb().len() / 3);
    let mut last: Option<(Rgb, u8)> = None;
    for pixel in picture.rgb().as_chunks::<3>().0 {
        let number = match last {
            Some((colour, number)) if colour == *pixel => number,
            _ => match numbers.get(pixel) {
                Some(number) => *number,
                None if palette.len() >= usize::from(most) => return None,
                None => {
                    let number = u8::try_from(palette.len()).ok()?;
                    palette.push(*pixel);
                    numbers.insert(*pixel, number);
                    number
                }
            },
        };
        last = Some((*pixel, number));
        indices.push(number);
    }
    Some(Indexed { size: picture.size(), palette, indices })
}

/// How far greys are from the nearest of a palette of greys, in the mean.
fn off(greys: &[u8], palette: &[Rgb]) -> f64 {
    let mut counts = [0u32; 256];
    for [grey, ..] in greys.as_chunks::<3>().0 {
        if let Some(count) = counts.get_mut(usize::from(*grey)) {
            *count += 1;
        }
    }
    let levels = counts.iter().zip(0u8..=255).map(|(count, grey)| {
        let nearest = palette.iter().map(|[level, ..]| level.abs_diff(grey)).min().unwrap_or_default();
        f64::from(*count) * f64::from(nearest)
    });
    levels.sum::<f64>() / (greys.len() / 3).max(1) as f64
}

/// The palette that is nearest to these pixels as a whole; of a large picture, to a part of them.
fn best(rgb: &[u8], colours: u16) -> Result<Vec<Rgb>, TooManyPixels> {
    // An odd step, so that no column of an even width is always left out.
    let every = (rgb.len() / 3).div_ceil(SAMPLE).max(1) | 1;
    let sample: Vec<u8> = rgb.as_chunks::<3>().0.iter().step_by(every).flatten().copied().collect();
    let pixels = cast::try_from_component_slice::<Srgb<u8>>(&sample).map_err(|_| TooManyPixels)?;
    let count = u32::try_from(pixels.len()).map_err(|_| TooManyPixels)?;
    let image = ImageRef::new(count, 1, pixels).map_err(|_| TooManyPixels)?;
    let pipeline = Pipeline::new().palette_size(PaletteSize::from_u16_clamped(colours)).ditherer(None);
    let palette = pipeline.input_image(image).output_srgb8_palette().ok_or(TooManyPixels)?;
    Ok(palette.iter().map(|colour| [colour.red, colour.green, colour.blue]).collect())
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;

    /// A gradient in grain, as a camera gives it.
    pub fn photo(width: u32, height: u32) -> Picture {
        let mut state = 1u32;
        let mut next = || {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            (state >> 28) as u8
        };
        let mut rgb = Vec::new();
        for y in 0..height {
            for x in 0..width {
                let (x, y) = ((x * 200 / width) as u8, (y * 200 / height) as u8);
                rgb.extend([x + next(), y + next(), 200 - x / 2 + next()]);
            }
        }
        Picture::from_rgb(Size { width, height }, rgb).unwrap()
    }

    /// Black lines of "text" on paper with a little noise.
    pub fn page(width: u32, height: u32) -> Picture {
        let ink = |x: u32, y: u32| y % 12 < 7 && (x / 3 + y / 2).is_multiple_of(3);
        let shade = |x: u32, y: u32| if ink(x, y) { 20 } else { 240 } + ((x * 7 + y * 13) % 9) as u8;
        let pixels = (0..height).flat_map(|y| (0..width).flat_map(move |x| [shade(x, y); 3]));
        Picture::from_rgb(Size { width, height }, pixels.collect()).unwrap()
    }

    pub fn back(indexed: &Indexed) -> Vec<u8> {
        indexed.indices().iter().flat_map(|number| indexed.palette()[usize::from(*number)]).collect()
    }

    fn error(picture: &Picture, indexed: &Indexed) -> f64 {
        let sum: u64 = picture.rgb().iter().zip(back(indexed)).map(|(a, b)| u64::from(a.abs_diff(b))).sum();
        sum as f64 / picture.rgb().len() as f64
    }

    fn runs(indexed: &Indexed) -> usize {
        indexed.rows().map(|row| row.windows(2).filter(|pair| pair[0] != pair[1]).count()).sum()
    }

    #[test]
    fn less_detail_is_fewer_runs_and_more_error() {
        let photo = photo(160, 120);
        let all = [Detail::Draft, Detail::Thrifty, Detail::Legible, Detail::Fine];
        let made = all.map(|detail| Indexed::of(&photo, detail, 256).unwrap());
        for pair in made.windows(2) {
            assert!(runs(&pair[0]) <= runs(&pair[1]), "{} {}", runs(&pair[0]), runs(&pair[1]));
            assert!(error(&photo, &pair[0]) >= error(&photo, &pair[1]));
        }
        assert!(error(&photo, &made[2]) < 10.0, "{}", error(&photo, &made[2]));
        assert!(error(&photo, &made[3]) < 5.0, "{}", error(&photo, &made[3]));
    }

    #[test]
    fn a_page_gets_greys_and_a_seal_on_it_keeps_its_red() {
        let page = page(200, 150);
        let grey = Indexed::of(&page, Detail::Legible, 256).unwrap();
        assert!(grey.palette().len() <= 16 && grey.palette().iter().all(|[r, g, b]| r == g && g == b));
        let mut rgb = page.rgb().to_vec();
        for y in 10..20 {
            for x in 10..20 {
                let at = (y * 200 + x) * 3;
                rgb[at..at + 3].copy_from_slice(&[200, (20 + x) as u8, (20 + y) as u8]);
            }
        }
        let sealed = Picture::from_rgb(page.size(), rgb).unwrap();
        let made = Indexed::of(&sealed, Detail::Thrifty, 256).unwrap();
        let [red, green, _] = made.palette()[usize::from(made.indices()[15 * 200 + 15])];
        assert!(red > 150 && green < 90, "{red} {green}");
    }

    #[test]
    fn the_nearest_colour_is_the_nearest_of_all() {
        let palette: Vec<Rgb> = photo(40, 30).rgb().as_chunks::<3>().0.iter().step_by(9).copied().collect();
        let mut nearest = Nearest::new(&palette);
        for number in 0..1u32 << 15 {
            let wanted = [10, 5, 0].map(|shift| (number >> shift << 3 & 0xf8) as u8 | 4);
            let (_, found) = nearest.of(wanted);
            let least = palette.iter().map(|colour| distance(*colour, wanted)).min().unwrap();
            assert_eq!(distance(found, wanted), least, "{wanted:?}");
        }
        for grey in 0..=255 {
            let (_, found) = nearest.of([grey; 3]);
            let least = palette.iter().map(|colour| distance(*colour, [grey; 3])).min().unwrap();
            assert_eq!(distance(found, [grey; 3]), least, "{grey}");
        }
    }

    #[test]
    fn a_letter_at_the_edge_of_a_half_does_not_run_over_the_paper() {
        // The first row and the first of the second half: faint ink, then paper.
        let shade = |x: u32, y: u32| if x < 20 { 215 } else { 240 } + ((x + 3 * y) % 5) as u8;
        let rgb = (0..40u32).flat_map(|y| (0..100).flat_map(move |x| [shade(x, y); 3])).collect();
        let picture = Picture::from_rgb(Size { width: 100, height: 40 }, rgb).unwrap();
        let made = Indexed::of(&picture, Detail::Draft, 256).unwrap();
        for (y, row) in made.rows().enumerate() {
            let paper = row[20..].iter().map(|number| made.palette()[usize::from(*number)][0]);
            assert!(paper.clone().all(|grey| grey > 230), "row {y}: {:?}", paper.collect::<Vec<_>>());
        }
    }

    #[test]
    fn a_page_takes_fewer_greys_than_a_grey_photograph() {
        let grey = |picture: Picture| {
            let rgb = picture.rgb().as_chunks::<3>().0.iter().flat_map(|pixel| [luma(*pixel); 3]).collect();
            Indexed::of(&Picture::from_rgb(picture.size(), rgb).unwrap(), Detail::Legible, 256).unwrap().palette().len()
        };
        let ramp = (0..100u32).flat_map(|_| (0..200u32).flat_map(|x| [(x * 51 / 40) as u8; 3])).collect();
        let ramp = Picture::from_rgb(Size { width: 200, height: 100 }, ramp).unwrap();
        assert!(grey(page(200, 150)) <= 8);
        assert_eq!(grey(ramp), 16);
    }

    #[test]
    fn few_colours_stay_exactly_what_they_are() {
        let rgb: Vec<u8> = (0..600u32).flat_map(|n| [(n % 5) as u8 * 50, 7, (n % 3) as u8 * 60]).collect();
        let picture = Picture::from_rgb(Size { width: 30, height: 20 }, rgb).unwrap();
        let made = Indexed::of(&picture, Detail::Draft, 256).unwrap();
        assert_eq!((made.palette().len(), back(&made)), (15, picture.rgb().to_vec()));
        assert!(Indexed::of(&picture, Detail::Fine, 4).unwrap().palette().len() <= 4);
    }

    #[test]
    fn a_faint_mark_survives_where_everything_must_be_read() {
        // 30 of 255 darker than the paper, one pixel wide: a pencil's line.
        let mark = |x: u32| if x == 50 { 205 } else { 235 };
        let rgb: Vec<u8> =
            (0..100u32).flat_map(|y| (0..100).flat_map(move |x| [mark(x) + ((x + y) % 7) as u8; 3])).collect();
        let picture = Picture::from_rgb(Size { width: 100, height: 100 }, rgb).unwrap();
        for detail in [Detail::Legible, Detail::Fine] {
            let made = Indexed::of(&picture, detail, 256).unwrap();
            let shade = |x: usize| i32::from(made.palette()[usize::from(made.indices()[40 * 100 + x])][0]);
            assert!(shade(49) - shade(50) > 15 && shade(51) - shade(50) > 15, "{detail:?}");
        }
    }

    #[test]
    fn an_enlarged_picture_has_the_same_colours_in_larger_squares() {
        let small = Indexed::of(&photo(50, 30), Detail::Draft, 16).unwrap();
        let large = small.enlarged(Size { width: 200, height: 121 });
        assert_eq!((large.indices().len(), large.palette()), (200 * 121, small.palette()));
        for (y, row) in large.rows().enumerate() {
            for (x, number) in row.iter().enumerate() {
                assert_eq!(*number, small.indices()[y * 30 / 121 * 50 + x * 50 / 200]);
            }
        }
    }

    #[test]
    fn one_pixel_is_a_picture() {
        let picture = Picture::from_rgb(Size { width: 1, height: 1 }, vec![1, 2, 3]).unwrap();
        assert_eq!(back(&Indexed::of(&picture, Detail::Draft, 0).unwrap()), [1, 2, 3]);
    }
}
