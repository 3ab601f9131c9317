import Doorstep
import Foundation

/// A code that the phone's system has drawn, a pixel a module, in shades of grey.
public struct CodePixels: Sendable {
    let shades: Data
    let width: Int
    let height: Int
    /// Bytes from one row to the next.
    let perRow: Int

    public init(shades: Data, width: Int, height: Int, perRow: Int) {
        (self.shades, self.width, self.height, self.perRow) = (shades, width, height, perRow)
    }

    /// Its modules without the white around them; nothing if that is no square.
    public var matrix: QrMatrix? {
        guard width > 0, perRow >= width, shades.count >= perRow * (height - 1) + width else {
            return nil
        }
        let rows = (0..<height).filter { row in (0..<width).contains { isDark($0, row) } }
        let columns = (0..<width).filter { column in (0..<height).contains { isDark(column, $0) } }
        guard let top = rows.first, let bottom = rows.last, let left = columns.first,
            let right = columns.last, bottom - top == right - left
        else { return nil }
        let modules = (top...bottom).flatMap { row in
            (left...right).map { isDark($0, row) ? UInt8(1) : 0 }
        }
        return QrMatrix(size: UInt32(bottom - top + 1), modules: Data(modules))
    }

    private func isDark(_ column: Int, _ row: Int) -> Bool {
        shades[shades.startIndex + row * perRow + column] < 128
    }
}
