package doorstep.app

import android.graphics.Bitmap
import android.graphics.BitmapFactory
import android.graphics.Canvas
import android.graphics.Color
import android.graphics.Paint
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
    private val taken = mutableListOf<String>()
    private val writes = System.getProperty("doorstep.pictures") == "write"

    fun take(street: Street, screen: String) {
        taken += screen
        street.settle()
        lateinit var picture: Bitmap
        street.scenario.onActivity { activity ->
            val view = activity.window.decorView
            picture = Bitmap.createBitmap(view.width, view.height, Bitmap.Config.ARGB_8888).also { view.draw(Canvas(it)) }
        }
        val file = File(folder, "$screen-$variant.png")
        if (writes) {
            folder.mkdirs()
            file.outputStream().use { picture.compress(Bitmap.CompressFormat.PNG, 100, it) }
        } else {
            compare(file, picture)
        }
    }

    /** All of them side by side, in the order in which they were taken, where they are written. */
    fun sheet() {
        if (!writes) return
        val all = taken.map { read(File(folder, "$it-$variant.png")) }
        val height = all.first().height * WIDTH / all.first().width
        val rows = (all.size + COLUMNS - 1) / COLUMNS
        val sheet = Bitmap.createBitmap(COLUMNS * (WIDTH + GAP) + GAP, rows * (height + GAP) + GAP, Bitmap.Config.ARGB_8888)
        val canvas = Canvas(sheet).apply { drawColor(Color.GRAY) }
        all.forEachIndexed { at, picture ->
            val small = Bitmap.createScaledBitmap(picture, WIDTH, height, true)
            canvas.drawBitmap(small, (GAP + at % COLUMNS * (WIDTH + GAP)).toFloat(), (GAP + at / COLUMNS * (height + GAP)).toFloat(), null)
        }
        File(folder, "all-$variant.png").outputStream().use { sheet.compress(Bitmap.CompressFormat.PNG, 100, it) }
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

    private fun differs(a: Int, b: Int) = listOf(Color::red, Color::green, Color::blue).any { abs(it(a) - it(b)) > SHADE }

    private companion object {
        /** What is another's at each run: codes, what they are typed as, and what is left of their time. */
        val CHANGING = listOf("code", "typed", "left", "digits")

        /** Share of points that may differ, and by how much a colour may without being another. */
        const val MAY_DIFFER = 0.002
        const val SHADE = 24

        /** Of a sheet, in points. */
        const val COLUMNS = 8
        const val WIDTH = 240
        const val GAP = 8
    }
}
