import DoorstepModel
import Foundation
import Testing

/// What is shown is large enough, what is heard can be told apart, and what is said of notices is true.
@Suite struct Measuring {
    /// iPhones that run iOS 17, the narrowest and the finest of them: width in points, pixels in a
    /// point, and points in an inch.
    private static let phones: [(name: String, width: Double, scale: Double, inch: Double)] = [
        ("SE", 375, 2, 163), ("SE, zoomed", 320, 2, 139), ("XS", 375, 3, 152.7),
        ("13 mini", 375, 3, 158.7), ("16 Pro", 402, 3, 153.3), ("11", 414, 2, 163),
        ("16 Pro Max", 440, 3, 153.3),
    ]

    /// Without its quiet zone: that may use the page's margin. A live code has 69 to 85 modules.
    @Test(arguments: [33, 69, 85]) func aCodeIsFourCentimetresOnEveryPhone(modules: Int) {
        for phone in Self.phones {
            let room = min(phone.width, 360)
            let grid = CodeGrid(modules: modules, room: room, scale: phone.scale)
            let side = grid.module * Double(modules)
            #expect(side / phone.inch * 2.54 >= 4, "\(phone.name)")
            #expect(grid.edge >= grid.module * Double(CodeGrid.quiet), "\(phone.name)")
            let pixels = grid.module * phone.scale
            #expect(pixels == pixels.rounded() && pixels >= 3, "\(phone.name)")
        }
    }

    @Test func answersAreToldApartByEar() throws {
        let waves = [Tone.green, .red, .amber].map { Chime.of($0).wave }
        #expect(Set(waves).count == 3)
        #expect(Chime.of(.grey) == Chime.of(.amber))
        for wave in waves {
            #expect(wave.prefix(4) == Data("RIFF".utf8) && wave[8..<16] == Data("WAVEfmt ".utf8))
            #expect(number(wave, at: 4) == wave.count - 8)
            #expect(number(wave, at: 40) == wave.count - 44)
            // Half a second or less: the next person stands there.
            #expect(wave.count - 44 <= 22_050)
        }
    }

    @Test func remindersAreOnOnlyIfTheyAreSeen() {
        let all = [false, true]
        for isAllowed in all {
            for onLockScreen in all {
                for asBanners in all {
                    let settings = NoticeSettings(
                        isAllowed: isAllowed, onLockScreen: onLockScreen, asBanners: asBanners)
                    #expect(settings.reach == (isAllowed && (onLockScreen || asBanners)))
                }
            }
        }
    }

    private func number(_ data: Data, at place: Int) -> Int {
        data[place..<place + 4].reversed().reduce(0) { $0 << 8 | Int($1) }
    }
}
