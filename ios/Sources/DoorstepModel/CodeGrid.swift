/// Where the modules of a code lie in a room: each a whole number of the screen's pixels, with the
/// quiet zone around them that readers need (ISO/IEC 18004).
public struct CodeGrid: Equatable, Sendable {
    /// Modules of white on each side.
    public static let quiet = 4

    /// The side of a module, in points.
    public let module: Double
    /// Where the first one lies, in points from either edge.
    public let edge: Double

    /// - Parameters:
    ///   - modules: How many a side has.
    ///   - room: The side of the square, in points.
    ///   - scale: Pixels in a point.
    public init(modules: Int, room: Double, scale: Double) {
        let pixels = (room * scale).rounded(.down)
        let module = (pixels / Double(modules + 2 * Self.quiet)).rounded(.down)
        let edge = ((pixels - module * Double(modules)) / 2).rounded(.down)
        (self.module, self.edge) = (module / scale, edge / scale)
    }
}
