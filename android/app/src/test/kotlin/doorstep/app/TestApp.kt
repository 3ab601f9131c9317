package doorstep.app

import android.view.Surface
import com.google.zxing.BarcodeFormat
import com.google.zxing.qrcode.QRCodeWriter
import doorstep.Client
import doorstep.ClientInterface
import doorstep.Inspector
import doorstep.NoHandle
import doorstep.sdk.CoreConfig
import doorstep.sdk.Engine
import doorstep.sdk.OnPhone
import doorstep.sdk.TestPhone
import kotlinx.coroutines.runBlocking
import java.lang.reflect.InvocationTargetException
import java.lang.reflect.Proxy
import java.util.concurrent.CopyOnWriteArrayList

/** The app before the test phone's authority, with a camera that sees what a test holds before it. */
class TestApp : App() {
    override val camera = FakeCamera()
    override val faceCamera = FakeFaceCamera()
    override var owned: OwnedPhone? = null
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
        if (!counts) return CoreConfig.engine(this, { language(this) }, ::config)
        val config = config()
        val open = { _: UShort -> counted(Client.open(config.setup, config.vault, config.clock)) }
        val phone = OnPhone(this) { "boot-1" }
        return Engine(open, phone::apply, phone.facts::read, phone::moved) { language(this) }
    }

    private fun counted(core: Client) =
        Proxy.newProxyInstance(javaClass.classLoader, arrayOf(ClientInterface::class.java)) { _, method, arguments ->
            calls += method.name.substringBefore('-')
            try {
                val answer = method.invoke(core, *(arguments ?: emptyArray()))
                if (answer is Inspector) RecordingInspector(answer, calls) else answer
            } catch (thrown: InvocationTargetException) {
                throw thrown.targetException
            }
        } as ClientInterface

    override fun config(): CoreConfig = if (isBare) super.config() else phone.config(url)

    companion object {
        lateinit var phone: TestPhone

        /** Whether calls are noted. What is thrown then comes in a wrapper of Java's. */
        var counts = false

        /** Whether it was built without any authority, as this repository is. */
        var isBare = false

        /** Where the authority is looked for. */
        var url: String = ""
    }
}

/** What a look takes of the inspector's mode, noted. */
private class RecordingInspector(private val real: Inspector, private val calls: MutableList<String>) : Inspector(NoHandle) {
    override fun beginGroup() = real.beginGroup().also { calls += "beginGroup" }

    override fun nextInView(texts: List<String>) = real.nextInView(texts).also { calls += "nextInView" }

    override fun counts() = real.counts().also { calls += "counts" }
}

/** A camera before which codes are held. */
class FakeCamera : Camera {
    /** Whether it fails, as one that another app has. */
    var taken = false
    private var seen: ((GreyImage) -> Unit)? = null

    /** Whether its light is on. */
    var lit = false
        private set

    override fun open(preview: Surface?, seen: (GreyImage) -> Unit, failed: () -> Unit): CameraSession {
        if (taken) failed() else this.seen = seen
        return object : CameraSession {
            override fun light(on: Boolean) {
                lit = on
            }

            override fun close() {
                this@FakeCamera.seen = null
                lit = false
            }
        }
    }

    /** Whether anybody looks. */
    val isOpen get() = seen != null

    /** Holds a code as hands do, which move: what is not read at one size, by what it holds, is at another. */
    fun hold(text: String) {
        val looked = checkNotNull(seen) { "nobody looks" }
        val sizes = generateSequence(SIDE) { it + SIDE / SIZES }.take(SIZES).map { drawn(text, it) }
        looked(sizes.firstOrNull { CodeReader().read(it) == text } ?: drawn(text))
    }

    private companion object {
        const val SIZES = 16
    }
}

/** A text as a code. */
fun drawn(text: String): GreyImage = drawn(text, SIDE)

private fun drawn(text: String, side: Int): GreyImage {
    val code = QRCodeWriter().encode(text, BarcodeFormat.QR_CODE, side, side)
    return GreyImage(ByteArray(side * side) { if (code[it % side, it / side]) 0 else -1 }, side, side)
}

private const val SIDE = 480
