/// Runs a call of the core that ends when its Swift task is cancelled.
///
/// Cancelling a task does not reach the core by itself: the call goes on, and the task waits for
/// it. Here the cancellation is passed on through a ``CancelHandle``:
///
/// ```swift
/// try await withCancelHandle { handle in
///     try await client.sync(urgency: .person, cancel: handle)
/// }
/// ```
///
/// A call that is cancelled fails with a ``ClientError`` whose code is `stopped`, also if the task
/// was cancelled before. What was begun is kept and goes on at the next `sync`.
///
/// - Parameters:
///   - isolation: The actor of the caller, on which `work` runs.
///   - work: Gives the handle to one call or to many; a cancellation ends them all.
/// - Returns: What `work` returns.
/// - Throws: What `work` throws.
public func withCancelHandle<Answer>(
    isolation: isolated (any Actor)? = #isolation,
    _ work: (CancelHandle) async throws -> Answer
) async rethrows -> Answer {
    let handle = CancelHandle()
    return try await withTaskCancellationHandler {
        try await work(handle)
    } onCancel: {
        handle.cancel()
    }
}
