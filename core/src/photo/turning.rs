//! The way up that a person held the camera.

use doorstep_pixels::Turn;

use super::Orientation;
use crate::model::Picture;

/// The picture as it is shown.
pub fn turned(picture: Picture, orientation: Orientation) -> Picture {
    if orientation == Orientation::AsStored {
        return picture;
    }
    let (width, height) = (picture.width(), picture.height());
    let swaps = orientation.swaps_sides();
    let (flips_x, flips_y) = orientation.flips();
    let turn = Turn { flips_x, flips_y, swaps };
    let turned = usize::try_from(width)
        .map(|width| doorstep_pixels::turned(picture.rgb(), width, turn))
        .ok()
        .and_then(|rgb| {
            let (width, height) = if swaps { (height, width) } else { (width, height) };
            Picture::new(width, height, rgb)
        });
    turned.unwrap_or(picture)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::COLOURS;

    /// Two by three pixels as letters, a line a row.
    fn shown(orientation: Orientation) -> String {
        let rgb = "abcdef".bytes().flat_map(|letter| [letter; COLOURS]).collect();
        let picture = turned(Picture::new(2, 3, rgb).unwrap(), orientation);
        let row = |row: &[u8]| row.iter().step_by(COLOURS).map(|byte| char::from(*byte)).collect();
        picture.rows().map(row).collect::<Vec<String>>().join("/")
    }

    #[test]
    fn every_number_turns_as_exif_says() {
        let turned = Orientation::ALL.map(shown);
        let expected = [
            "ab/cd/ef", "ba/dc/fe", "fe/dc/ba", "ef/cd/ab", "ace/bdf", "eca/fdb", "fdb/eca",
            "bdf/ace",
        ];
        assert_eq!(turned, expected);
    }
}
