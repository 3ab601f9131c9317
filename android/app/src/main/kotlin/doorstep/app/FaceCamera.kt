package doorstep.app

import android.view.Surface

/** Pictures of who holds the phone, until it is closed: JPEG, in memory alone. What it calls, it calls on a thread of its own. */
interface FaceCamera {
    /**
     * Shows what it sees on `preview`, which it ends with itself, and hands over a small frame of it about once a
     * second; `failed` if there is none, or somebody else has it.
     */
    fun open(preview: Surface?, frame: (ByteArray) -> Unit, failed: () -> Unit): FaceSession
}

/** A front camera that looks. */
interface FaceSession : AutoCloseable {
    /** One photo, upright by its own words, without the flash. */
    fun take(taken: (ByteArray) -> Unit)
}
