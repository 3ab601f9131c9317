//! Codes as pictures, read back by others' eyes.

use std::fs;

use image::ImageFormat;

use super::city::{City, doorstep_in};

/// What a reader sees in these pixels.
fn read(grey: Vec<u8>, side: u32) -> String {
    let format = Some(rxing::BarcodeFormat::QR_CODE);
    rxing::helpers::detect_in_luma(grey, side, side, format).unwrap().getText().to_owned()
}

fn pixels(png: &[u8]) -> (Vec<u8>, u32) {
    let mut reader = png::Decoder::new(std::io::Cursor::new(png)).read_info().unwrap();
    let mut pixels = vec![0; reader.output_buffer_size().unwrap()];
    let info = reader.next_frame(&mut pixels).unwrap();
    assert_eq!(info.width, info.height);
    assert_eq!(info.color_type, png::ColorType::Grayscale);
    (pixels, info.width)
}

/// Draws the runs of our SVG, whose path says nothing but `Mx yhNv1h-Nz`.
fn draw(svg: &str, scale: usize) -> (Vec<u8>, u32) {
    let side: usize =
        svg.split("viewBox=\"0 0 ").nth(1).unwrap().split(' ').next().unwrap().parse().unwrap();
    let width = side * scale;
    let mut grey = vec![255; width * width];
    for run in svg.split(" d=\"").nth(1).unwrap().split('M').skip(1) {
        let (place, rest) = run.split_once('h').unwrap();
        let (x, y) = place.split_once(' ').unwrap();
        let length: usize = rest.split('v').next().unwrap().parse().unwrap();
        let (x, y): (usize, usize) = (x.parse().unwrap(), y.parse().unwrap());
        for row in y * scale..(y + 1) * scale {
            grey[row * width + x * scale..row * width + (x + length) * scale].fill(0);
        }
    }
    (grey, u32::try_from(width).unwrap())
}

#[test]
fn png_and_svg_hold_the_code_in_whole_pixels_on_white() {
    let city = City::open();
    let phone = city.registered("phone");
    phone.call(0, &["pass", "request", "groceries"]).done();
    let (png, svg) = (city.path("code.png"), city.path("code.svg"));
    let (png_name, svg_name) = (png.to_str().unwrap(), svg.to_str().unwrap());
    let shown = phone.call(1, &["pass", "show", "--png", png_name, "--svg", svg_name]).done();
    assert_eq!((&shown["png"], &shown["svg"]), (&png_name.into(), &svg_name.into()));
    let text = shown["text"].as_str().unwrap();

    let (grey, width) = pixels(&fs::read(&png).unwrap());
    let modules = u32::try_from(shown["size"].as_u64().unwrap()).unwrap() + 8;
    assert_eq!(width % modules, 0);
    assert!(width / modules >= 8);
    let quiet = usize::try_from(width * 4 * (width / modules)).unwrap();
    assert!(grey[..quiet].iter().all(|pixel| *pixel == 255));
    assert!(grey.iter().all(|pixel| [0, 255].contains(pixel)));
    assert_eq!(read(grey, width), text);

    let (grey, width) = draw(&fs::read_to_string(&svg).unwrap(), 8);
    assert_eq!(read(grey, width), text);

    let inspector = city.inspector();
    assert_eq!(inspector.answer(2, &[png_name])["result"], "valid");
    let answer = inspector.call_with(2, &["-"], &fs::read(&png).unwrap());
    assert_eq!(answer.done()["result"], "valid");
    // What it holds counts, whatever the file is called.
    let photo = image::open(&png).unwrap().to_luma8();
    for (name, format) in [
        ("photo", ImageFormat::Png),
        ("photo.jpg", ImageFormat::Jpeg),
        ("photo.png", ImageFormat::Jpeg),
        ("photo.jpeg", ImageFormat::WebP),
    ] {
        let named = city.path(name);
        photo.save_with_format(&named, format).unwrap();
        assert_eq!(inspector.answer(2, &[named.to_str().unwrap()])["result"], "valid", "{name}");
    }
    // In the dark, two people at once, and one before a poster.
    let mut dark = photo.clone();
    image::imageops::invert(&mut dark);
    let other = phone.call(2, &["pass", "request", "pet"]).done();
    let beside = city.path("beside.png");
    let id = other["id"].as_str().unwrap();
    phone.call(2, &["pass", "show", id, "--png", beside.to_str().unwrap()]).done();
    let beside = image::open(&beside).unwrap().to_luma8();
    let poster = qrcode::QrCode::new("https://example.org/").unwrap();
    let modules = poster.width();
    let poster = image::GrayImage::from_fn(400, 400, |x, y| {
        let at = |at: u32| usize::try_from(at / 8).unwrap().wrapping_sub(4);
        let is_dark = at(x).max(at(y)) < modules && poster[(at(x), at(y))] == qrcode::Color::Dark;
        image::Luma([if is_dark { 0 } else { 255 }])
    });
    for (name, left, right, is) in [
        ("dark.jpg", &dark, &image::GrayImage::new(1, 1), ("valid", "ok")),
        ("poster.jpg", &poster, &photo, ("valid", "ok")),
        ("two.jpg", &photo, &beside, ("unreadable", "several-codes")),
        ("alone.jpg", &poster, &image::GrayImage::new(1, 1), ("unreadable", "link")),
    ] {
        let size = (left.width() + right.width() + 60, left.height().max(right.height()) + 40);
        let mut whole = image::GrayImage::from_pixel(size.0, size.1, image::Luma([190]));
        image::imageops::overlay(&mut whole, left, 20, 20);
        image::imageops::overlay(&mut whole, right, i64::from(left.width()) + 40, 20);
        let named = city.path(name);
        whole.save(&named).unwrap();
        let answer = inspector.answer(3, &[named.to_str().unwrap()]);
        assert_eq!((&answer["result"], &answer["reason"]), (&is.0.into(), &is.1.into()), "{name}");
    }

    let emergency = phone.call(3, &["emergency", "--png", png_name]).done();
    let (grey, width) = pixels(&fs::read(&png).unwrap());
    assert_eq!(read(grey, width), emergency["text"]);
}

#[test]
fn a_picture_without_a_code_is_unreadable() {
    let city = City::open();
    let inspector = city.inspector();
    let broken = city.path("broken.PNG");
    fs::write(&broken, "no picture").unwrap();
    let blank = city.path("blank.png");
    let mut bytes = Vec::new();
    let mut encoder = png::Encoder::new(&mut bytes, 64, 64);
    encoder.set_color(png::ColorType::Rgba);
    encoder.write_header().unwrap().write_image_data(&[127; 64 * 64 * 4]).unwrap();
    fs::write(&blank, bytes).unwrap();
    for picture in [&broken, &blank] {
        let answer = inspector.answer(1, &[picture.to_str().unwrap()]);
        assert_eq!(answer["result"], "unreadable");
        assert_eq!(answer["reason"], "empty");
    }
}

#[test]
fn a_picture_that_cannot_be_written_is_said_so() {
    let city = City::open();
    let phone = city.registered("phone");
    phone.call(0, &["pass", "request", "groceries"]).done();
    let nowhere = city.path("nowhere/code.png");
    phone
        .call(1, &["pass", "show", "--png", nowhere.to_str().unwrap()])
        .failed(3, "file-not-written");
}

#[test]
fn the_terminal_shows_a_code_that_can_be_scanned() {
    let city = City::open();
    let phone = city.registered("phone");
    phone.call(0, &["pass", "request", "groceries"]).done();
    let home = phone.home.to_str().unwrap();
    let at = super::city::at(1);
    let shown = doorstep_in(
        city.folder.path(),
        &["phone", "--home", home, "--at", &at, "--offline", "pass", "show"],
        b"",
    );
    assert_eq!(shown.status, 0, "{shown:?}");
    assert!(!shown.out.contains('\x1b'), "no colours where there is no terminal");
    let rows: Vec<Vec<char>> = shown
        .out
        .lines()
        .map(|line| line.chars().collect::<Vec<_>>())
        .take_while(|line| line.iter().all(|half| " ▀▄█".contains(*half)))
        .collect();
    let (side, scale) = (rows[0].len(), 4);
    assert_eq!(side, 61 + 8);
    let width = side * scale;
    let mut grey = vec![255; width * width];
    for (place, pixel) in grey.iter_mut().enumerate() {
        let (x, y) = (place % width / scale, place / width / scale);
        let half = rows[y / 2][x];
        let dark = half == '█' || half == if y % 2 == 0 { '▀' } else { '▄' };
        *pixel = if dark { 0 } else { 255 };
    }
    assert!(read(grey, u32::try_from(width).unwrap()).starts_with("DS1:"));
    assert!(shown.out.contains("Groceries"), "{shown:?}");
}
