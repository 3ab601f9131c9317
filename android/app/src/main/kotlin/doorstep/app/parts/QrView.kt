package doorstep.app.parts

import androidx.compose.foundation.Canvas
import androidx.compose.foundation.background
import androidx.compose.foundation.layout.Box
import androidx.compose.foundation.layout.aspectRatio
import androidx.compose.foundation.layout.fillMaxWidth
import androidx.compose.foundation.layout.widthIn
import androidx.compose.runtime.Composable
import androidx.compose.ui.Alignment
import androidx.compose.ui.Modifier
import androidx.compose.ui.geometry.Offset
import androidx.compose.ui.geometry.Size
import androidx.compose.ui.graphics.Color
import androidx.compose.ui.platform.LocalConfiguration
import androidx.compose.ui.platform.testTag
import androidx.compose.ui.semantics.Role
import androidx.compose.ui.semantics.contentDescription
import androidx.compose.ui.semantics.role
import androidx.compose.ui.semantics.semantics
import androidx.compose.ui.unit.dp
import doorstep.QrMatrix
import kotlin.math.roundToInt

/** White around a code, in modules (ISO/IEC 18004). */
private const val QUIET = 4

/** Rather more than four centimetres where the screen is so wide: less is not read at arm's length. */
private val WIDEST = 360.dp

/**
 * A code, dark on white whatever the colours of the page. It takes the page's margin for its own white, so that
 * it has four centimetres on a small phone too; each module begins and ends at a whole point.
 */
@Composable
fun QrView(code: QrMatrix, spoken: String) = Box(Modifier.toTheEdges().fillMaxWidth(), Alignment.Center) {
    val side = code.size.toInt()
    // A code is whole on the screen or not read at all.
    val seen = (LocalConfiguration.current.screenHeightDp * 0.7f).dp
    Canvas(
        Modifier.widthIn(max = minOf(WIDEST, seen)).fillMaxWidth().aspectRatio(1f).background(Color.White).testTag("code").semantics {
            contentDescription = spoken
            role = Role.Image
        },
    ) {
        val module = this.size.minDimension / (side + 2 * QUIET)

        fun edge(of: Int) = ((of + QUIET) * module).roundToInt().toFloat()
        code.modules.forEachIndexed { at, dark ->
            if (dark.toInt() != 0) {
                val corner = Offset(edge(at % side), edge(at / side))
                drawRect(Color.Black, corner, Size(edge(at % side + 1) - corner.x, edge(at / side + 1) - corner.y))
            }
        }
    }
}
