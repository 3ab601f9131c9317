package doorstep.sdk

import doorstep.ErrorCode
import doorstep.ErrorInfo
import doorstep.ErrorKind
import doorstep.Sentence
import org.junit.Assert.assertEquals
import org.junit.Assert.assertNull
import org.junit.Test

/** When a core that could not be opened is tried again. */
class PatienceTest {
    private fun trouble(kind: ErrorKind, code: ErrorCode, retryAtMs: Long? = null) =
        ErrorInfo(kind, code, Sentence("k", ""), Sentence("k", ""), retryAtMs)

    @Test
    fun `twice as late each time, to six hours`() {
        val patience = Patience()
        val minutes = List(12) { patience.after(trouble(ErrorKind.VAULT, ErrorCode.VAULT_BUSY), 0) }.map { checkNotNull(it) / 60_000 }
        assertEquals(listOf(1L, 2, 4, 8, 16, 32, 64, 128, 256, 360, 360, 360), minutes)
    }

    @Test
    fun `when it says so itself, and never where waiting changes nothing`() {
        val patience = Patience()
        assertEquals(90_000L, patience.after(trouble(ErrorKind.WAIT, ErrorCode.WAIT, 100_000), 10_000))
        assertEquals(60_000L, patience.after(trouble(ErrorKind.WAIT, ErrorCode.WAIT, 100_000), 99_000))
        assertNull(patience.after(trouble(ErrorKind.VAULT, ErrorCode.VAULT_UNSUPPORTED), 0))
        listOf(ErrorKind.UPDATE, ErrorKind.REPORT, ErrorKind.REGISTER).forEach {
            assertNull(patience.after(trouble(it, ErrorCode.WAIT), 0))
        }
    }
}
