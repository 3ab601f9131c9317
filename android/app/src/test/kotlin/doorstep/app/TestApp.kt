package doorstep.app

import android.view.Surface
import com.google.zxing.BarcodeFormat
import com.google.zxing.qrcode.QRCodeWriter
import doorstep.sdk.Origin
import doorstep.sdk.Rig

/** The app before a rig's authority, with a camera that sees what a test holds before it. */
class TestApp : App() {
    override val camera = HeldCodes()

    override fun origin(): Origin = rig.origin(url)

    companion object {
        lateinit var rig: Rig

        /** Where the authority is looked for. */
        var url: String = ""
    }
}

/** A camera before which codes are held. */
class HeldCodes : Camera {
    /** Whether it fails, as one that another app has. */
    var taken = false
    private var seen: ((Grey) -> Unit)? = null

    override fun open(preview: Surface?, seen: (Grey) -> Unit, failed: () -> Unit): AutoCloseable {
        if (taken) failed() else this.seen = seen
        return AutoCloseable { this.seen = null }
    }

    /** Whether anybody looks. */
    val isOpen get() = seen != null

    fun hold(text: String) {
        val code = QRCodeWriter().encode(text, BarcodeFormat.QR_CODE, SIDE, SIDE)
        val bytes = ByteArray(SIDE * SIDE) { if (code[it % SIDE, it / SIDE]) 0 else -1 }
        seen?.invoke(Grey(bytes, SIDE, SIDE))
    }

    private companion object {
        const val SIDE = 480
    }
}
