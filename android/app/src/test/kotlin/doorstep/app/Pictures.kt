package doorstep.app

import android.graphics.Bitmap
import android.graphics.BitmapFactory
import android.graphics.Canvas
import android.graphics.Color
import android.graphics.Paint
import android.view.inspector.WindowInspector
import androidx.compose.ui.test.hasTestTag
import androidx.compose.ui.test.junit4.ComposeTestRule
import java.io.File
import kotlin.math.abs

/**
 * Pictures of screens, each beside the one that is kept. Codes are another's at each run, so that what
 * is tagged as one is left out of the comparison.
 */
class Pictures(private val rule: ComposeTestRule, private val variant: String) {
    private val folder = File(System.getProperty("doorstep.android"), "app/src/test/pictures")
    private val journeys = linkedMapOf<String, MutableList<String>>()
    private val faint = mutableListOf<String>()
    private val writes = System.getProperty("doorstep.pictures") == "write"

    /** Takes the next picture of a journey. */
    fun take(robot: AppRobot, journey: String, screen: String) {
        journeys.getOrPut(journey, ::mutableListOf) += screen
        robot.settle()
        lateinit var picture: Bitmap
        var questions = 0
        robot.scenario.onActivity { activity ->
            val view = activity.window.decorView
            picture = Bitmap.createBitmap(view.width, view.height, Bitmap.Config.ARGB_8888)
            val canvas = Canvas(picture).also(view::draw)
            // A question lies in a window of its own over the page, which the system then dims.
            WindowInspector.getGlobalWindowViews().filter { it != view }.forEach { question ->
                questions++
                canvas.drawColor(DIM)
                canvas.withTranslation((view.width - question.width) / 2f, (view.height - question.height) / 2f, question::draw)
            }
        }
        if (questions == 0) Contrast(rule, picture).tooFaint().forEach { faint += "$screen: $it" }
        val file = File(folder, "$screen-$variant.png")
        if (writes) {
            folder.mkdirs()
            picture.writePng(file)
        } else {
            compare(file, picture)
        }
    }

    /** A sheet of each journey, where they are written; fails where something was too faint. */
    fun end() {
        if (writes && variant in SHEETS) journeys.forEach(::sheet)
        check(faint.isEmpty()) { faint.joinToString("\n") }
    }

    // Side by side, in the order in which they were taken.
    private fun sheet(journey: String, screens: List<String>) {
        val all = screens.map { read(File(folder, "$it-$variant.png")) }
        val height = all.first().height * WIDTH / all.first().width
        val columns = minOf(COLUMNS, all.size)
        val rows = (all.size + columns - 1) / columns
        val sheet = Bitmap.createBitmap(columns * (WIDTH + GAP) + GAP, rows * (height + GAP) + GAP, Bitmap.Config.ARGB_8888)
        val canvas = Canvas(sheet).apply { drawColor(Color.GRAY) }
        all.forEachIndexed { at, picture ->
            val small = Bitmap.createScaledBitmap(picture, WIDTH, height, true)
            canvas.drawBitmap(small, (GAP + at % columns * (WIDTH + GAP)).toFloat(), (GAP + at / columns * (height + GAP)).toFloat(), null)
        }
        sheet.writePng(File(folder, "sheet-$journey-$variant.png"))
    }

    private fun compare(file: File, picture: Bitmap) {
        val kept = read(file).copy(Bitmap.Config.ARGB_8888, true)
        check(kept.width == picture.width && kept.height == picture.height) { "${file.name} is of another size" }
        listOf(kept, picture).forEach(::cover)
        val (was, isNow) = listOf(kept, picture).map { bitmap ->
            IntArray(bitmap.width * bitmap.height).also { bitmap.getPixels(it, 0, bitmap.width, 0, 0, bitmap.width, bitmap.height) }
        }
        val others = was.indices.count { differs(was[it], isNow[it]) }
        if (others > was.size * MAY_DIFFER) {
            val now = File("target/pictures").apply { mkdirs() }.resolve(file.name)
            now.outputStream().use { picture.compress(Bitmap.CompressFormat.PNG, 100, it) }
            error("${file.name}: $others of ${was.size} points differ; as it is now: ${now.path}")
        }
    }

    private fun read(file: File): Bitmap {
        val bytes = file.readBytes()
        return BitmapFactory.decodeByteArray(bytes, 0, bytes.size)
    }

    private fun cover(bitmap: Bitmap) {
        val canvas = Canvas(bitmap)
        val grey = Paint().apply { color = Color.GRAY }
        CHANGING.flatMap { rule.onAllNodes(hasTestTag(it), useUnmergedTree = true).fetchSemanticsNodes() }
            .map { it.boundsInWindow }
            .forEach { canvas.drawRect(0f, it.top, bitmap.width.toFloat(), it.bottom, grey) }
    }

    private fun Canvas.withTranslation(x: Float, y: Float, draw: (Canvas) -> Unit) {
        translate(x, y)
        draw(this)
        translate(-x, -y)
    }

    private fun differs(a: Int, b: Int) = listOf(Color::red, Color::green, Color::blue).any { abs(it(a) - it(b)) > SHADE }

    private companion object {
        /** What is another's at each run: codes, what they are typed as, and what is left of their time; and the hour, which is the zone's. */
        val CHANGING = listOf("code", "typed", "left", "digits", "next", "when", "asked", "stands", "today", "moment")

        /** Share of points that may differ, and by how much a colour may without being another. */
        const val MAY_DIFFER = 0.002
        const val SHADE = 24

        /** As a system dims what lies under a question. */
        const val DIM = 0x66000000

        /** Of which there are sheets. */
        val SHEETS = listOf("light", "dark", "small", "tatar")

        /** Of a sheet, in points. */
        const val COLUMNS = 6
        const val WIDTH = 300
        const val GAP = 8
    }
}
