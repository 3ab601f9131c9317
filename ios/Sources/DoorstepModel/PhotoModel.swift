import Doorstep
import Foundation
import Observation

/// A photo that a person takes of themselves: what the camera sees, what was taken, what was sent. The
/// picture is kept in memory alone, and only until it is sent or another is taken.
@MainActor @Observable public final class PhotoModel {
    /// What could be better about what the camera sees now.
    public private(set) var hints: [Sentence] = []
    /// What matters most of that, for who hears it: it changes only if something else is said.
    public private(set) var spoken: Sentence?
    /// Whether the camera answers.
    public private(set) var answers = true
    /// The picture that was taken.
    public private(set) var jpeg: Data?
    /// What is said of it.
    public private(set) var attempt: PhotoAttempt?

    private let wanted: PhotoFor

    public nonisolated init(for wanted: PhotoFor) {
        self.wanted = wanted
    }

    /// Whether it was sent.
    public var isSent: Bool { attempt?.photo != nil }

    /// How the photo that was taken may go, if it may.
    public var way: PhotoUse? {
        guard let attempt, !isSent else { return nil }
        if attempt.hints.isEmpty { return .send }
        return attempt.maySendAnyway ? .sendAnyway : nil
    }

    /// Looks through the camera until the task is cancelled.
    public func watch(_ camera: any FrontCamera, by engine: Engine) async {
        let view = await camera.start()
        async let listening: Void = listen(to: view)
        for await frame in view.frames {
            let seen = try? await engine.ask { try $0.previewHints(jpeg: frame) }
            say(seen ?? hints)
        }
        await listening
    }

    /// Takes a photo, and says what could be better. Nothing is sent yet.
    public func take(
        with camera: any FrontCamera, of person: PersonId, by engine: Engine,
        at runner: ActionRunner
    ) async {
        let wanted = wanted
        let taken = await runner.ask(engine) { core -> (Data, PhotoAttempt)? in
            guard let jpeg = await camera.photo() else { return nil }
            let attempt = try core.photoTaken(
                person: person, jpeg: jpeg, photoUse: .look, wanted: wanted)
            return (jpeg, attempt)
        }
        guard let taken else { return }
        answers = taken != nil
        (jpeg, attempt) = (taken?.0, taken?.1)
    }

    /// Sends the photo that was taken.
    public func send(of person: PersonId, by engine: Engine, at runner: ActionRunner) async {
        guard let jpeg, let way else { return }
        let wanted = wanted
        let sent = await runner.ask(engine) {
            try $0.photoTaken(person: person, jpeg: jpeg, photoUse: way, wanted: wanted)
        }
        attempt = sent ?? attempt
        if isSent { self.jpeg = nil }
    }

    /// Lets it go, and the camera see again.
    public func retake() {
        (jpeg, attempt) = (nil, nil)
    }

    private func listen(to view: FrontView) async {
        for await now in view.answers { answers = now }
    }

    private func say(_ seen: [Sentence]) {
        hints = seen
        if spoken?.key != seen.first?.key { spoken = seen.first }
    }
}
