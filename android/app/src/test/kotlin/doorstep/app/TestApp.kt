package doorstep.app

import android.view.Surface
import com.google.zxing.BarcodeFormat
import com.google.zxing.qrcode.QRCodeWriter
import doorstep.Client
import doorstep.ClientInterface
import doorstep.sdk.Apply
import doorstep.sdk.Engine
import doorstep.sdk.Origin
import doorstep.sdk.PhoneNotices
import doorstep.sdk.PhoneWakes
import doorstep.sdk.Rig
import kotlinx.coroutines.runBlocking
import java.lang.reflect.InvocationTargetException
import java.lang.reflect.Proxy
import java.util.concurrent.CopyOnWriteArrayList

/** The app before a rig's authority, with a camera that sees what a test holds before it. */
class TestApp : App() {
    override val camera = HeldCodes()
    private var running: Engine? = null

    override val engine get() = running ?: made().also { running = it }

    /** What was called of the core since it was looked at last, by name. */
    val calls = CopyOnWriteArrayList<String>()

    /** Ends the process, as far as the app can tell. */
    fun die() {
        runBlocking { running?.end() }
        running = null
    }

    private fun made(): Engine {
        val origin = origin()
        if (!counts) return origin.engine(this)
        val open = {
            val core = Client.open(origin.setup, origin.vault, origin.clock)
            Proxy.newProxyInstance(javaClass.classLoader, arrayOf(ClientInterface::class.java)) { _, method, arguments ->
                calls += method.name.substringBefore('-')
                try {
                    method.invoke(core, *(arguments ?: emptyArray()))
                } catch (thrown: InvocationTargetException) {
                    throw thrown.targetException
                }
            } as ClientInterface
        }
        return Engine(open, { Apply(PhoneWakes(this), PhoneNotices(this, "boot-1")) })
    }

    override fun origin(): Origin = rig.origin(url)

    companion object {
        lateinit var rig: Rig

        /** Whether calls are noted. What is thrown then comes in a wrapper of Java's. */
        var counts = false

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

    /** As a hand does: nearer and farther until it can be read, which one picture in forty cannot. */
    fun hold(text: String) {
        val reader = CodeReader()
        checkNotNull(seen) { "nobody looks" }(SIDES.map { picture(text, it) }.first { reader.read(it) == text })
    }

    private fun picture(text: String, side: Int): Grey {
        val code = QRCodeWriter().encode(text, BarcodeFormat.QR_CODE, side, side)
        return Grey(ByteArray(side * side) { if (code[it % side, it / side]) 0 else -1 }, side, side)
    }

    private companion object {
        val SIDES = generateSequence(480) { it + 16 }.take(20)
    }
}
