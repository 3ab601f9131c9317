package doorstep.app

import android.graphics.Bitmap
import androidx.compose.ui.geometry.Rect
import androidx.compose.ui.graphics.Color
import androidx.compose.ui.graphics.luminance
import androidx.compose.ui.semantics.Role
import androidx.compose.ui.semantics.SemanticsNode
import androidx.compose.ui.semantics.SemanticsProperties
import androidx.compose.ui.semantics.getOrNull
import androidx.compose.ui.test.SemanticsMatcher
import androidx.compose.ui.test.junit4.ComposeTestRule

/** Contrasts of what is really drawn (WCAG 2.2, 1.4.3 and 1.4.11): what is too faint, in words. */
class Contrast(private val rule: ComposeTestRule, private val picture: Bitmap) {
    fun tooFaint(): List<String> = nodes(true).mapNotNull(::text) + nodes(false).mapNotNull(::edge)

    private fun nodes(unmerged: Boolean) =
        rule.onAllNodes(SemanticsMatcher("any") { true }, useUnmergedTree = unmerged).fetchSemanticsNodes()

    /** Letters against what is behind them, also where they cannot be used. */
    private fun text(node: SemanticsNode): String? {
        val words = node.config.getOrNull(SemanticsProperties.Text)?.joinToString { it.text } ?: return null
        if (isCut(node)) return null
        val colours = colours(node.boundsInWindow) ?: return null
        val behind = colours.maxBy { it.value }.key
        val best = colours.filter { it.value >= SEEN }.keys.maxOf { contrast(it, behind) }
        return "“$words” has a contrast of $best".takeIf { best < LETTERS }
    }

    /** The edge of what is tapped or typed into, against what is around it. Pictures alone have none. */
    private fun edge(node: SemanticsNode): String? {
        val isField = node.config.contains(SemanticsProperties.EditableText)
        val words = node.config.getOrNull(SemanticsProperties.Text)?.joinToString { it.text }
        if (!isField && (words == null || node.config.getOrNull(SemanticsProperties.Role) != Role.Button)) return null
        if (isCut(node)) return null
        val bounds = node.boundsInWindow
        val middle = bounds.center.y
        val around = colours(Rect(bounds.left - AROUND, middle - 2, bounds.left - 2, middle + 2)) ?: return null
        val edge = colours(Rect(bounds.left - 1, middle - 2, bounds.left + INSIDE, middle + 2)) ?: return null
        val best = edge.keys.maxOf { contrast(it, around.maxBy { of -> of.value }.key) }
        return "the edge of “$words” has a contrast of $best".takeIf { best < LINES }
    }

    /** Whether the screen ends within it: perhaps no letter of it is seen, and its middle is elsewhere. */
    private fun isCut(node: SemanticsNode) = node.boundsInWindow.height < node.size.height - 1

    private fun colours(bounds: Rect): Map<Int, Int>? {
        val (left, top) = bounds.left.toInt().coerceAtLeast(0) to bounds.top.toInt().coerceAtLeast(0)
        val (right, bottom) = bounds.right.toInt().coerceAtMost(picture.width) to bounds.bottom.toInt().coerceAtMost(picture.height)
        if (right - left < 2 || bottom - top < 4) return null
        val points = IntArray((right - left) * (bottom - top))
        picture.getPixels(points, 0, right - left, left, top, right - left, bottom - top)
        return points.toList().groupingBy { it }.eachCount()
    }

    private fun contrast(a: Int, b: Int): Float {
        val (light, dark) = listOf(Color(a).luminance(), Color(b).luminance()).sortedDescending()
        return (light + 0.05f) / (dark + 0.05f)
    }

    private companion object {
        const val LETTERS = 4.5f
        const val LINES = 3f

        /** Points of a colour below which it is only a seam. */
        const val SEEN = 3

        /** How far around an edge and inside it is looked at, in points. */
        const val AROUND = 6
        const val INSIDE = 6
    }
}
