package doorstep.app

import org.junit.Assert.assertEquals
import org.junit.Assert.assertNull
import org.junit.Assert.assertTrue
import org.junit.Test
import java.util.Random
import kotlin.math.abs

/** Codes as long as a live one, drawn and read. */
class CodeReaderTest {
    private val reader = CodeReader()

    /** Java's: Kotlin's would ask for Android's version, of which there is none outside of Robolectric. */
    private val random = Random(7)

    @Test
    fun `every code is read, whatever it holds`() {
        val texts = List(400) { text() }
        assertEquals(emptyList<String>(), texts.filter { reader.read(drawn(it)) != it })
    }

    @Test
    fun `codes are read light on dark, pale and in uneven light`() {
        val kinds = mapOf<String, (Int, Int, Int) -> Int>(
            "inverted" to { grey, _, _ -> 255 - grey },
            "on a dark screen" to { grey, _, _ -> if (grey == 0) 200 else 18 },
            "at a contrast of 15 %" to { grey, _, _ -> 181 + grey * 38 / 255 + random.nextInt(7) },
            "the same inverted" to { grey, _, _ -> 78 - grey * 38 / 255 + random.nextInt(7) },
            "at a contrast of 6 %" to { grey, _, _ -> 207 + grey * 15 / 255 },
            "pale, lit from one side" to { grey, x, y -> (160 + grey * 75 / 255) * (500 + x + y) / 1460 + random.nextInt(5) },
        )
        for ((kind, change) in kinds) {
            val texts = List(40) { text() }
            assertEquals(kind, emptyList<String>(), texts.filter { reader.read(drawn(it).changed(change)) != it })
        }
    }

    @Test
    fun `a pass is found beside a poster, and nearly always both of two`() {
        val pairs = List(40) { listOf(text(), text()) }
        val both = pairs.count { reader.readAll(beside(drawn(it[0]), drawn(it[1]))).toSet() == it.toSet() }
        assertTrue("$both of ${pairs.size}", both >= pairs.size * 9 / 10)
        val poster = drawn("https://example.org/news")
        val passes = pairs.map { it[0] }
        assertEquals(emptyList<String>(), passes.filter { it !in reader.readAll(beside(poster, drawn(it))) })
    }

    @Test
    fun `a picture full of corners holds no code and takes no time`() {
        val corners = GreyImage(ByteArray(810 * 810), 810, 810).changed { _, x, y ->
            val ring = maxOf(abs(x % 27 / 3 - 4), abs(y % 27 / 3 - 4))
            if (ring == 2 || ring == 4) 255 else 0
        }
        assertEquals(emptyList<String>(), reader.readAll(corners))
    }

    @Test
    fun `what holds no code is nothing`() {
        assertNull(reader.read(GreyImage(ByteArray(64 * 48) { -1 }, 64, 48)))
        assertNull(reader.read(GreyImage(ByteArray(64 * 48).also(random::nextBytes), 64, 48)))
    }

    private fun text() = "DS1:" + List(426 + random.nextInt(150)) { SIGNS[random.nextInt(SIGNS.length)] }.joinToString("")

    /** Every grey by what it was and where it is. */
    private fun GreyImage.changed(change: (Int, Int, Int) -> Int): GreyImage {
        val changed = ByteArray(bytes.size) { change(bytes[it].toInt() and 0xff, it % width, it / width).toByte() }
        return GreyImage(changed, width, height)
    }

    /** Two pictures on a wall. */
    private fun beside(left: GreyImage, right: GreyImage): GreyImage {
        val whole = GreyImage(ByteArray(GreyImage.WIDTH * GreyImage.HEIGHT) { -56 }, GreyImage.WIDTH, GreyImage.HEIGHT)
        for ((picture, x) in listOf(left to 80, right to 720)) {
            for (row in 0 until picture.height) {
                picture.bytes.copyInto(whole.bytes, (row + 120) * whole.width + x, row * picture.width, (row + 1) * picture.width)
            }
        }
        return whole
    }

    private companion object {
        /** What a code holds in its shortest form (ISO/IEC 18004, 7.3.4). */
        const val SIGNS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:"
    }
}
