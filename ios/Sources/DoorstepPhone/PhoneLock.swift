import Doorstep
import DoorstepModel
import LocalAuthentication

/// The phone's lock: its code, a finger or a face.
public struct PhoneLock: DeviceLock {
    public init() {}

    public func ask(because reason: String) async -> DeviceOwner {
        // A new one each time: what was satisfied once is not asked again.
        let context = LAContext()
        // A phone without a lock answers with an error, as one that was refused.
        let isOwner = await withCheckedContinuation { answer in
            context.evaluatePolicy(.deviceOwnerAuthentication, localizedReason: reason) {
                @Sendable isOwner, _ in answer.resume(returning: isOwner)
            }
        }
        // Held until here: one that nobody holds takes its question back.
        context.invalidate()
        return isOwner ? .confirmed : .unconfirmed
    }
}
