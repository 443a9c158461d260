//! Where a page lies in the picture: on a desk seen from above, slightly turned, or filling it like a scan.

use rand::rngs::StdRng;
use rand::{RngExt, SeedableRng};
use tiny_skia::Transform;

use super::canvas::{Canvas, Colour};
use super::{Sheet, Surface};
use crate::sample::fault::Flaw;
use crate::sample::picture::{PictureSpec, SizeClass};
use crate::sample::vocabulary::one;

/// See the module.
pub(super) struct Scene {
    width: u32,
    height: u32,
    sheet: Sheet,
    ground: Colour,
    on_desk: bool,
    /// From the page's units to pixels.
    pub transform: Transform,
}

/// Wood, cloth, stone: what pages are photographed on.
const GROUNDS: [Colour; 5] = [
    Colour(126, 98, 72, 255),
    Colour(92, 96, 104, 255),
    Colour(164, 150, 132, 255),
    Colour(70, 78, 74, 255),
    Colour(186, 182, 176, 255),
];

impl Scene {
    pub(super) fn of(spec: &PictureSpec) -> Self {
        let mut rng = StdRng::seed_from_u64(spec.seed);
        let sheet = spec.content.sheet();
        let on_desk = sheet.look != Surface::Whole && (spec.size == SizeClass::Phone || rng.random_bool(0.7));
        let long = match (spec.size, sheet.look) {
            (SizeClass::Phone, Surface::Card | Surface::Paper) => 4000.0,
            (SizeClass::Small, Surface::Card) => 860.0,
            (SizeClass::Small, _) => 1000.0,
            (_, Surface::Whole) => sheet.width.max(sheet.height),
            _ => 1600.0,
        };
        let (page_long, page_short) = (sheet.width.max(sheet.height), sheet.width.min(sheet.height));
        let short =
            if on_desk { (long * 0.72_f32).max(long * page_short / page_long) } else { long * page_short / page_long };
        let (width, height) = if sheet.width >= sheet.height { (long, short) } else { (short, long) };
        let fill = if on_desk { rng.random_range(0.84..0.91) } else { 1.0 };
        let scale = fill * (width / sheet.width).min(height / sheet.height);
        let tilt: f32 = if on_desk { rng.random_range(-3.2..3.2) } else { 0.0 };
        let cropped = spec.flaw == Some(Flaw::Cropped);
        // A cropped page is pushed over the right and lower edge, far enough to lose a part of its text.
        let (push_x, push_y) =
            if cropped { (sheet.width * scale * 0.17, sheet.height * scale * 0.06) } else { (0.0, 0.0) };
        let transform = Transform::from_translate(width / 2.0 + push_x, height / 2.0 + push_y)
            .pre_rotate(tilt)
            .pre_scale(scale, scale)
            .pre_translate(-sheet.width / 2.0, -sheet.height / 2.0);
        let ground = one(&mut rng, &GROUNDS);
        Self { width: width as u32, height: height as u32, sheet, ground, on_desk: on_desk || cropped, transform }
    }

    /// The picture before the page's text: the ground, a shadow, the page itself.
    pub(super) fn canvas(&self) -> Canvas {
        let mut canvas = Canvas::painting(self.width, self.height, self.ground);
        if self.on_desk {
            self.desk(&mut canvas);
            canvas.within(self.transform, |canvas| self.shadow(canvas));
        }
        canvas.within(self.transform, |canvas| self.page(canvas));
        canvas
    }

    /// The desk grows darker away from the lamp.
    fn desk(&self, canvas: &mut Canvas) {
        const STRIPS: u32 = 48;
        let strip = self.height.div_ceil(STRIPS);
        for index in 0..STRIPS {
            let light = |channel: u8| (u32::from(channel) * (118 - index) / 100).min(255) as u8;
            let Colour(red, green, blue, _) = self.ground;
            let colour = Colour(light(red), light(green), light(blue), 255);
            canvas.rect(0.0, (index * strip) as f32, self.width as f32, strip as f32, colour);
        }
    }

    fn shadow(&self, canvas: &mut Canvas) {
        for step in 0..5 {
            let line = 8.0 + step as f32 * 9.0;
            let area = [7.0, 9.0, self.sheet.width, self.sheet.height];
            canvas.rounded_frame(area, self.radius(), line, Colour(0, 0, 0, 30));
        }
    }

    fn page(&self, canvas: &mut Canvas) {
        let (width, height) = (self.sheet.width, self.sheet.height);
        let paper = Colour(252, 251, 247, 255);
        if self.on_desk {
            canvas.rounded(0.0, 0.0, width, height, self.radius(), paper);
        } else {
            canvas.rect(0.0, 0.0, width, height, paper);
        }
    }

    fn radius(&self) -> f32 {
        if self.sheet.look == Surface::Card { 34.0 } else { 2.0 }
    }

    /// Glare on the page after everything is written, where that is the flaw.
    pub(super) fn finish(&self, canvas: &mut Canvas, spec: &PictureSpec) {
        let (width, height) = (self.width as f32, self.height as f32);
        if spec.flaw == Some(Flaw::Glare) {
            let reach = width.min(height) * 0.34;
            for step in 0..24 {
                let radius = reach * (1.0 - step as f32 / 24.0);
                canvas.disc(width * 0.55, height * 0.42, radius, Colour::WHITE.with(30));
            }
        }
    }
}
