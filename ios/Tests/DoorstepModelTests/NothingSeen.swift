import Foundation

extension Data {
    /// A JPEG (ITU-T T.81, baseline, one component) of 640 by 480 points, all of the same grey: nobody is on
    /// it. Another comment makes another file of the same picture.
    static func nothingSeen(comment: UInt8) -> Data {
        var file = Data([0xFF, 0xD8])
        func part(_ marker: UInt8, _ content: [UInt8]) {
            let length = UInt16(content.count + 2)
            file += [0xFF, marker, UInt8(length >> 8), UInt8(length & 0xFF)] + content
        }
        // One code of one bit: no difference to the block before, and no detail in it.
        let oneCode: [UInt8] = [1] + [UInt8](repeating: 0, count: 15) + [0]
        // As large as what a camera gives.
        part(0xFE, [UInt8](repeating: comment, count: 30_000))
        part(0xDB, [0] + [UInt8](repeating: 1, count: 64))
        part(0xC0, [8, 0x01, 0xE0, 0x02, 0x80, 1, 1, 0x11, 0])
        part(0xC4, [0x00] + oneCode)
        part(0xC4, [0x10] + oneCode)
        part(0xDA, [1, 1, 0x00, 0, 63, 0])
        let blocks = (640 / 8) * (480 / 8)
        return file + Data(repeating: 0, count: blocks * 2 / 8) + [0xFF, 0xD9]
    }
}
