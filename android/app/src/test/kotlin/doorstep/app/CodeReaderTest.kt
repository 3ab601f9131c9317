package doorstep.app

import org.junit.Assert.assertEquals
import org.junit.Assert.assertNull
import org.junit.Test
import kotlin.random.Random

/** Codes as long as a live one, drawn and read. */
class CodeReaderTest {
    private val reader = CodeReader()
    private val random = Random(7)

    @Test
    fun `every code is read, whatever it holds`() {
        val texts = List(400) { "DS1:" + List(random.nextInt(426, 576)) { SIGNS.random(random) }.joinToString("") }
        assertEquals(emptyList<String>(), texts.filter { reader.read(drawn(it)) != it })
    }

    @Test
    fun `what holds no code is nothing`() {
        assertNull(reader.read(Grey(ByteArray(64 * 48) { -1 }, 64, 48)))
        assertNull(reader.read(Grey(random.nextBytes(64 * 48), 64, 48)))
    }

    private companion object {
        /** What a code holds in its shortest form (ISO/IEC 18004, 7.3.4). */
        const val SIGNS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:"
    }
}
