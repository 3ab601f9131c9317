package doorstep.guide

import android.content.Context
import android.graphics.Canvas
import android.graphics.Color
import android.graphics.Paint
import android.view.View
import doorstep.PassEntry
import doorstep.PassRequestResult
import doorstep.PhoneClock
import doorstep.Setup
import doorstep.Shown
import doorstep.Vault
import doorstep.sdk.CoreConfig
import doorstep.sdk.Engine
import kotlinx.coroutines.delay

// guide: engine

/** Keep one for as long as your app runs, in its Application. */
fun engine(app: Context, trust: ByteArray, root: ByteArray, url: String, vault: Vault, clock: PhoneClock): Engine =
    CoreConfig.engine(app, language = { "en" }) {
        val setup = Setup(
            folder = CoreConfig.folder(app), // in no backup: its keys cannot leave the phone
            trustFile = trust,
            url = url,
            shippedRoots = listOf(root),
            region = "RU", // whose way to write phone numbers is understood
            language = "en",
        )
        CoreConfig(setup, vault, clock)
    }

// /guide

// guide: register

suspend fun register(engine: Engine, number: String, codeOfTheMessage: suspend () -> String) {
    val me = engine.ask { it.snapshot().people.first().person }
    engine.ask { it.register(me, number, initials = "И. П.", document = "4321") }
    engine.ask { it.confirm(me, codeOfTheMessage()) }
}

// /guide

// guide: ask

/** The pass, or nothing while the request waits for a network; it is sent by itself then. */
suspend fun ask(engine: Engine, purpose: String): PassEntry? = engine.ask {
    val me = it.snapshot().people.first().person
    when (val asked = it.requestPass(me, purpose)) {
        is PassRequestResult.Pass -> asked.pass
        is PassRequestResult.WaitingToSend -> null
    }
}

// /guide

// guide: show

/** Draws the pass as a live code, which a photograph of it is not. */
class PassView(context: Context) : View(context) {
    private var shown: Shown? = null
    private val ink = Paint().apply { color = Color.BLACK }

    /** Goes on until it is cancelled. Call it while the view is seen; it takes no network. */
    suspend fun show(engine: Engine, pass: PassEntry) {
        while (true) {
            val next = engine.ask { it.present(it.snapshot().people.first().person, pass.id) }
            shown = next
            invalidate()
            delay(next.nextFrameInMs ?: return)
        }
    }

    override fun onDraw(canvas: Canvas) {
        val code = shown?.qr ?: return
        val side = code.size.toInt()
        val module = minOf(width, height) / (side + 8) // whole points, and a quiet zone of four modules
        canvas.drawColor(Color.WHITE)
        code.modules.forEachIndexed { at, dark ->
            val x = ((at % side + 4) * module).toFloat()
            val y = ((at / side + 4) * module).toFloat()
            if (dark.toInt() != 0) canvas.drawRect(x, y, x + module, y + module, ink)
        }
    }
}

// /guide
