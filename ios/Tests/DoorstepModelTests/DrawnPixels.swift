import Doorstep
import DoorstepModel
import Foundation
import Testing

/// A code that the phone's system has drawn is the same code, whatever lies around it.
@Suite struct DrawnPixels {
    /// Dark below the diagonal and at the corners, so that neither a turn nor a mirror is the same.
    private static let code = QrMatrix(
        size: 3, modules: Data([1, 0, 1, 1, 1, 0, 1, 0, 0]))

    @Test(arguments: [(0, 0), (1, 0), (4, 3)]) func theWhiteAroundItGoes(
        white: Int, padding: Int
    ) {
        let drawn = pixels(of: Self.code, white: white, padding: padding)
        #expect(drawn.matrix == Self.code)
        #expect(drawn.matrix?.modules == Self.code.modules)
    }

    @Test func whatIsNoSquareIsNoCode() {
        let wide = QrMatrix(size: 3, modules: Data([1, 0, 1, 0, 1, 0, 0, 0, 0]))
        #expect(pixels(of: wide, white: 1, padding: 0).matrix == nil)
        let nothing = QrMatrix(size: 2, modules: Data([0, 0, 0, 0]))
        #expect(pixels(of: nothing, white: 1, padding: 0).matrix == nil)
        #expect(CodePixels(shades: Data(), width: 0, height: 0, perRow: 0).matrix == nil)
        #expect(CodePixels(shades: Data([0, 0]), width: 2, height: 2, perRow: 2).matrix == nil)
        #expect(CodePixels(shades: Data([0, 0]), width: 2, height: 1, perRow: 1).matrix == nil)
    }

    /// As a system draws it: rows may be longer than what is on them.
    private func pixels(of code: QrMatrix, white: Int, padding: Int) -> CodePixels {
        let (size, side) = (Int(code.size), Int(code.size) + 2 * white)
        var shades = Data([7])
        for row in -white..<size + white {
            for column in -white..<size + white {
                let isInside = (0..<size).contains(row) && (0..<size).contains(column)
                let isDark = isInside && code.modules[row * size + column] == 1
                shades.append(isDark ? 20 : 240)
            }
            shades.append(contentsOf: Array(repeating: UInt8(0), count: padding))
        }
        // A part of other data, which does not begin at its own zero.
        return CodePixels(
            shades: shades.dropFirst(), width: side, height: side, perRow: side + padding)
    }
}
