import Dispatch

/// The one thread that opens the core and asks it for plans. Both may take seconds, which neither
/// the main thread nor the few threads of tasks can spare.
final class EngineThread: SerialExecutor {
    private let queue = DispatchQueue(label: "doorstep.engine", qos: .userInitiated)

    func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        queue.async { job.runSynchronously(on: self.asUnownedSerialExecutor()) }
    }

    func asUnownedSerialExecutor() -> UnownedSerialExecutor {
        UnownedSerialExecutor(ordinary: self)
    }
}
