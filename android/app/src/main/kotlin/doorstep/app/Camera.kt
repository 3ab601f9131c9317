package doorstep.app

import android.view.Surface

/** A grey picture, a byte a point, row by row. */
class GreyImage(val bytes: ByteArray, val width: Int, val height: Int) {
    companion object {
        /** What is asked of a camera, in points: a code at arm's length has three for each module. */
        const val WIDTH = 1280
        const val HEIGHT = 720
    }
}

/** Pictures, one after the other, until it is closed. Both are called on a thread of its own. */
interface Camera {
    /** Shows what it sees on `preview`, and ends that with itself; `failed` if there is none, or somebody else has it. */
    fun open(preview: Surface?, seen: (GreyImage) -> Unit, failed: () -> Unit): CameraSession
}

/** A camera that looks. */
interface CameraSession : AutoCloseable {
    /** Switches its light on or off, where it has one. */
    fun light(on: Boolean)
}
