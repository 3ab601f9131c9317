import Foundation

/// The program `doorstep` in a process of its own.
final class Program: Sendable {
    /// How a call ended.
    struct Ended {
        let status: Int32
        let out: Data
    }

    /// The checkout that these sources lie in.
    static let checkout = URL(fileURLWithPath: #filePath + "/../../../../../..").standardizedFileURL

    private static let path =
        ProcessInfo.processInfo.environment["DOORSTEP_AUTHORITY"]
        ?? checkout.appendingPathComponent("target/debug/doorstep").path
    // One start at a time: a child that began between another's pipe and its start would keep the
    // pipe open, and whoever reads it to its end would wait for that child.
    private static let starting = NSLock()

    private let process: Process
    private let out: FileHandle
    private let ends = Counter()

    /// Starts it.
    init(_ arguments: [String]) throws {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: Self.path)
        process.arguments = arguments
        process.standardInput = FileHandle.nullDevice
        // What outlives a test that has crashed must not keep the test runner's pipe open.
        process.standardError = FileHandle.nullDevice
        process.terminationHandler = { [ends] _ in ends.add() }
        out = try Self.starting.withLock {
            let pipe = Pipe()
            process.standardOutput = pipe
            try process.run()
            return pipe.fileHandleForReading
        }
        self.process = process
    }

    deinit {
        if process.isRunning { kill(process.processIdentifier, SIGKILL) }
    }

    /// Calls it and waits for its end.
    static func call(_ arguments: [String]) async throws -> Ended {
        let program = try Program(arguments)
        let out = try await elsewhere { try program.out.readToEnd() }
        try await program.ended()
        return Ended(status: program.process.terminationStatus, out: out ?? Data())
    }

    /// The first line that it prints.
    func line() async throws -> Data {
        try await elsewhere { [out] in
            var line = Data()
            while !line.contains(UInt8(ascii: "\n")) {
                let more = out.availableData
                if more.isEmpty { break }
                line += more
            }
            return line
        }
    }

    /// Makes it stand still where it is, or go on.
    func freeze(_ frozen: Bool) {
        kill(process.processIdentifier, frozen ? SIGSTOP : SIGCONT)
    }

    /// Ends it and waits for its end. By a signal that no one can block: on Linux a process that is
    /// started from a thread of tasks does not hear the polite ones.
    func stop() async throws {
        kill(process.processIdentifier, SIGKILL)
        try await ended()
    }

    private func ended() async throws {
        try await ends.reached(1)
    }
}

/// Does what blocks on a thread of its own: those that run tasks are few.
func elsewhere<Answer: Sendable>(
    _ work: @escaping @Sendable () throws -> Answer
) async throws -> Answer {
    try await withCheckedThrowingContinuation { answer in
        Thread.detachNewThread { answer.resume(with: Result { try work() }) }
    }
}
