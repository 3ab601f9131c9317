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
    private val writes = System.getProperty("doorstep.pictures") == "write"

    fun take(street: Street, screen: String) {
        rule.waitForIdle()
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

    private fun compare(file: File, picture: Bitmap) {
        val kept = checkNotNull(BitmapFactory.decodeFile(file.path)) { "no picture $file" }.copy(Bitmap.Config.ARGB_8888, true)
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
    }
}
