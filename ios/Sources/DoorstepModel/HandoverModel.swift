import Doorstep
import Observation

/// A lent phone changes hands: what is signed of it, and what only its user can allow.
@MainActor @Observable public final class HandoverModel {
    /// The battery in percent; nothing if the phone does not say.
    public typealias ReadBattery = @MainActor () -> UInt8?

    /// What came with it.
    public var withCharger = false
    public var withCase = false
    private let battery: ReadBattery

    public init(battery: @escaping ReadBattery) {
        self.battery = battery
    }

    public var percent: UInt8? { battery() }

    /// Signs that the phone is in its user's hands now. What came with it is signed in these words: its user
    /// reads them again when it goes back.
    public func handOver(in words: Words, by engine: Engine, at runner: ActionRunner) async {
        let came = [(withCharger, Word.loanCharger), (withCase, .loanCase)]
        let (percent, parts) = (percent, came.filter(\.0).map { words[$0.1] })
        let step = await runner.ask(engine) {
            try await $0.handOverLoan(battery: percent, parts: parts, cancel: nil)
        }
        runner.say(step?.why)
    }
}

/// What nobody but a phone's user can allow, whoever manages the phone.
public struct Grant: Equatable, Sendable {
    public let word: Word
    public let isAllowed: Bool
    /// What to ask the phone's system for next; nothing where it is the camera.
    public let next: Access?

    /// All of it, in the order in which it is asked for.
    public static func all(
        location: LocationAccess, precise: Bool, notices: Bool, camera: Bool
    ) -> [Grant] {
        [
            Grant(
                word: .loanAlways, isAllowed: location == .always,
                next: location == .denied ? .location : .locationAlways),
            Grant(word: .loanPrecise, isAllowed: precise, next: .preciseLocation),
            Grant(word: .loanNotices, isAllowed: notices, next: .notices),
            Grant(word: .loanCamera, isAllowed: camera, next: nil),
        ]
    }
}
