import SwiftUI

/// What several screens measure alike, in points.
enum Measures {
    /// Between the edge of the screen and what is on it.
    static let margin: CGFloat = 16
}
