import CoreMotion
import DoorstepModel
import Foundation

/// The steps that the phone counts by itself. It is asked only if the person lets it be: the question
/// is put elsewhere.
enum StepHistory {
    static var isAllowed: Bool { CMPedometer.authorizationStatus() == .authorized }

    static var canBeAsked: Bool {
        CMPedometer.isStepCountingAvailable()
            && CMPedometer.authorizationStatus() == .notDetermined
    }

    static let count: Readings.Count = { fromMs, toMs in
        guard isAllowed else { return nil }
        guard fromMs < toMs else { return 0 }
        return await steps(from: date(fromMs), to: date(toMs))
    }

    /// Puts the question, if it was never put: the first look into the history does.
    static func ask() async {
        _ = await steps(from: Date(timeIntervalSinceNow: -1), to: Date())
    }

    private static func steps(from: Date, to: Date) async -> UInt32? {
        let pedometer = CMPedometer()
        return await withCheckedContinuation { answer in
            pedometer.queryPedometerData(from: from, to: to) { @Sendable history, _ in
                answer.resume(returning: history.map { $0.numberOfSteps.uint32Value })
            }
        }
    }

    private static func date(_ ms: Int64) -> Date {
        Date(timeIntervalSince1970: TimeInterval(ms) / 1000)
    }
}
