import Foundation

/// The camera above the screen, for photos of a face. Writes no file.
public protocol FrontCamera: AnyObject, Sendable {
    /// Starts it. One that does not answer now may do so later.
    func start() async -> FrontView
    /// Stops it.
    func stop()
    /// Takes one photo, with the flash off.
    ///
    /// - Returns: A JPEG as the camera gives it, with a mark which way is up; nothing if the camera gave
    ///   none, or takes another one.
    func photo() async -> Data?
}

/// What the front camera tells for as long as it is read. The streams end with the tasks that read them.
public struct FrontView: Sendable {
    /// JPEGs of what it sees, about one a second, the newest only: an old one has left the view.
    public let frames: AsyncStream<Data>
    /// Whether the camera answers. It may be taken by another app and come back.
    public let answers: AsyncStream<Bool>

    public init(frames: AsyncStream<Data>, answers: AsyncStream<Bool>) {
        (self.frames, self.answers) = (frames, answers)
    }
}
