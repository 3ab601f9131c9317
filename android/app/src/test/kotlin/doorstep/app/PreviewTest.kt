package doorstep.app

import android.view.Surface
import doorstep.app.parts.upright
import org.junit.Assert.assertEquals
import org.junit.Assert.assertTrue
import org.junit.Test
import org.junit.runner.RunWith
import org.robolectric.RobolectricTestRunner
import org.robolectric.annotation.Config
import kotlin.math.abs
import kotlin.math.hypot

/** Where the camera's picture comes to lie. */
@RunWith(RobolectricTestRunner::class)
@Config(sdk = [35], application = android.app.Application::class)
class PreviewTest {
    @Test
    fun `the camera's picture fills its place upright however the phone is held`() {
        val (width, height) = 900f to 360f
        for (rotation in listOf(Surface.ROTATION_0, Surface.ROTATION_90, Surface.ROTATION_180, Surface.ROTATION_270)) {
            // The middle of the picture, the end of its long side, the end of its short side.
            val points = floatArrayOf(width / 2, height / 2, width / 2, height, width, height / 2)
            upright(width, height, rotation).mapPoints(points)
            val (x, y) = points[0] to points[1]
            val long = hypot(points[2] - x, points[3] - y)
            val short = hypot(points[4] - x, points[5] - y)
            assertEquals(width / 2, x, 0.5f)
            assertEquals(height / 2, y, 0.5f)
            assertEquals("nothing is stretched", GreyImage.WIDTH.toFloat() / GreyImage.HEIGHT, long / short, 0.01f)
            val isWide = abs(points[2] - x) > abs(points[3] - y)
            assertEquals(rotation % 2 == 1, isWide)
            val (across, down) = if (isWide) long to short else short to long
            assertTrue("nothing is left empty", across >= width / 2 - 0.5f && down >= height / 2 - 0.5f)
        }
    }
}
