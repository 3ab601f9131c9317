import DoorstepModel
import Foundation

/// A camera that gives one picture, and shows what a test hands it.
final class FakeCamera: FrontCamera {
    let seen: AsyncStream<Data>.Continuation
    let said: AsyncStream<Bool>.Continuation
    private let view: FrontView
    private let gives: Data?

    init(gives: Data?) {
        let frames = AsyncStream.makeStream(of: Data.self)
        let answers = AsyncStream.makeStream(of: Bool.self)
        (seen, said, self.gives) = (frames.continuation, answers.continuation, gives)
        view = FrontView(frames: frames.stream, answers: answers.stream)
    }

    func start() async -> FrontView { view }
    func stop() {}
    func photo() async -> Data? { gives }
}
