package doorstep.app

import android.view.Surface

/** A front camera before which photos are held. */
class FakeFaceCamera : FaceCamera {
    /** Whether it fails, as one that another app has. */
    var taken = false

    /** What it takes. */
    var photo = ByteArray(0)
    private var seen: ((ByteArray) -> Unit)? = null

    override fun open(preview: Surface?, frame: (ByteArray) -> Unit, failed: () -> Unit): FaceSession {
        if (taken) failed() else seen = frame
        return object : FaceSession {
            override fun take(taken: (ByteArray) -> Unit) = taken(photo)

            override fun close() {
                seen = null
            }
        }
    }

    /** Whether anybody looks. */
    val isOpen get() = seen != null

    /** Holds something before it. */
    fun hold(frame: ByteArray) = checkNotNull(seen) { "nobody looks" }(frame)
}
