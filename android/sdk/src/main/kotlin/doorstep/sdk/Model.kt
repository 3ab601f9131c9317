package doorstep.sdk

import doorstep.ErrorInfo
import doorstep.Snapshot
import doorstep.SnapshotListener
import kotlinx.coroutines.flow.MutableStateFlow
import kotlinx.coroutines.flow.StateFlow
import kotlinx.coroutines.flow.update

/** What screens draw: the newest snapshot, or why there is none. Any thread may hand over. */
class Model : SnapshotListener {
    private val newest = MutableStateFlow<Snapshot?>(null)
    private val closed = MutableStateFlow<OpenFailure?>(null)

    /** The newest snapshot; nothing before the first. */
    val snapshot: StateFlow<Snapshot?> get() = newest

    /** Why the core could not be opened; nothing while it can. */
    val trouble: StateFlow<OpenFailure?> get() = closed

    override fun onSnapshot(snapshot: Snapshot) {
        newest.update { shown -> shown?.takeIf { it.revision > snapshot.revision } ?: snapshot }
    }

    internal fun opened() {
        closed.value = null
    }

    internal fun failed(why: OpenFailure) {
        closed.value = why
    }
}

/** Why the core is not open. */
sealed interface OpenFailure {
    /** What it says itself. */
    data class Core(val trouble: ErrorInfo) : OpenFailure

    /** App and library do not belong together, and nothing can be asked. */
    data object NotLoaded : OpenFailure

    /** Whoever built the app has put no authority into it. */
    data object NotShipped : OpenFailure
}
