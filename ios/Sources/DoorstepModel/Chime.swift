import Foundation

/// A short sound, made here: it rises where somebody may go, falls where not, and stays level where
/// the document is to be looked at or nothing can be told.
public struct Chime: Equatable, Sendable {
    /// Its notes, in hertz, one after the other.
    let notes: [Double]

    private static let rate = 22_050
    /// Of a note, in seconds.
    private static let length = 0.14

    public static func of(_ tone: Tone) -> Chime {
        switch tone {
        case .green: Chime(notes: [660, 990])
        case .red: Chime(notes: [440, 220, 220])
        case .amber, .grey, .accent: Chime(notes: [550, 550])
        }
    }

    /// The sound as a file: 16 bits, one channel (RIFF WAVE).
    public var wave: Data {
        let count = Int(Double(Self.rate) * Self.length)
        let samples = notes.flatMap { hertz in
            (0..<count).map { at in
                // Fades in and out, so that it does not click.
                let edge = min(1, Double(min(at, count - 1 - at)) / 200)
                let turn = Double(at) * hertz / Double(Self.rate)
                return Int16(sin(2 * .pi * turn) * edge * 20_000)
            }
        }
        let size = samples.count * 2
        var file = Data("RIFF".utf8) + bytes(UInt32(36 + size)) + Data("WAVEfmt ".utf8)
        // Sixteen bytes of: plain samples, one channel, samples and bytes a second, bytes and bits a
        // sample.
        file += bytes(UInt32(16)) + bytes(UInt16(1)) + bytes(UInt16(1))
        file += bytes(UInt32(Self.rate)) + bytes(UInt32(2 * Self.rate))
        file += bytes(UInt16(2)) + bytes(UInt16(16))
        file += Data("data".utf8) + bytes(UInt32(size))
        for sample in samples { file += bytes(sample) }
        return file
    }

    private func bytes<Number: FixedWidthInteger>(_ number: Number) -> Data {
        withUnsafeBytes(of: number.littleEndian) { Data($0) }
    }
}
