package doorstep.testenv

import doorstep.Snapshot
import doorstep.SnapshotListener
import kotlinx.coroutines.channels.Channel
import java.util.concurrent.CopyOnWriteArrayList

/** Hears snapshots, does what a test wants it to, and lets one wait for what one hopes to hear. */
class RecordingListener(private val act: (Snapshot) -> Unit = {}) : SnapshotListener {
    val heard = CopyOnWriteArrayList<Snapshot>()
    private val coming = Channel<Snapshot>(Channel.UNLIMITED)

    override fun onSnapshot(snapshot: Snapshot) {
        heard += snapshot
        coming.trySend(snapshot)
        act(snapshot)
    }

    /** The first snapshot, from the one that was heard last, of which this is true. */
    suspend fun await(fits: (Snapshot) -> Boolean): Snapshot {
        while (true) {
            coming.receive().takeIf(fits)?.let { return it }
        }
    }
}
