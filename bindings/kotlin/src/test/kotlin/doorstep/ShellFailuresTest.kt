package doorstep

import com.sun.jna.Native
import doorstep.testenv.RecordingListener
import doorstep.testenv.failsWith
import doorstep.testenv.withResident
import org.junit.jupiter.api.AfterEach
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertFalse
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.Test
import java.util.concurrent.CopyOnWriteArrayList

/** Whatever a shell throws in a call of the core is an answer, and brings nothing down. */
class ShellFailuresTest {
    @AfterEach
    fun noLog() = logTo(null, LogLevel.ERROR)

    @Test
    fun `a clock that throws is a phone that does not know the time`() = withResident { _, phone ->
        phone.pass("groceries")
        assertTrue(phone.client.snapshot().timeAnchored)
        phone.clock.before = { error("no clock") }
        val unknown = phone.client.snapshot()
        assertFalse(unknown.timeAnchored)
        assertFalse(phone.me.passes.single().state == PassState.EXPIRED, "nothing is over because of it")
        val shown = phone.client.present(phone.me.person)
        assertEquals("ask-for-number-check", shown.hint?.key)
        // Two failures are not one boot in which time stands still.
        assertFalse(phone.client.sync(Urgency.PERSON).timeAnchored)
        phone.clock.before = {}
        assertTrue(phone.client.snapshot().timeAnchored)
        assertEquals(PassState.VALID, phone.me.passes.single().state)
    }

    @Test
    fun `a listener that throws is told the next change, and so are others`() = withResident { _, phone ->
        val fragile = RecordingListener { error("too much") }
        val sturdy = RecordingListener()
        val kept = listOf(phone.client.subscribe(fragile), phone.client.subscribe(sturdy))
        phone.client.setLanguage("ru")
        phone.client.setLanguage("en")
        assertEquals(listOf("en", "ru", "en"), fragile.heard.map { it.language })
        assertEquals(listOf("en", "ru", "en"), sturdy.heard.map { it.language })
        kept.forEach(Subscription::cancel)
    }

    @Test
    fun `a log that throws loses its lines and nothing else`() = withResident { _, phone ->
        var called = 0
        logTo(sink { _, _ -> called += 1; error("disk full") }, LogLevel.DEBUG)
        phone.client.subscribe(RecordingListener { error("too much") }).use { it.cancel() }
        assertTrue(called > 0)
        phone.pass("groceries")
    }

    @Test
    fun `an error of the virtual machine in a callback is no crash`() = withResident { _, phone ->
        // JNA hands such errors to nobody but its own handler.
        var thrown = 0
        Native.setCallbackExceptionHandler { _, _ -> thrown += 1 }
        phone.pass("groceries")
        phone.vault.before = { TODO("written later") }
        failsWith(ErrorCode.VAULT_BUSY) { phone.client.present(phone.me.person) }
        phone.clock.before = { TODO("written later") }
        assertFalse(phone.client.snapshot().timeAnchored)
        phone.clock.before = {}
        phone.vault.before = {}
        phone.client.present(phone.me.person)
        phone.client.subscribe(RecordingListener { TODO("written later") }).use { it.cancel() }
        assertTrue(thrown >= 3, "$thrown")
        phone.pass("pharmacy")
    }

    @Test
    fun `the log has codes and rooms, and nothing of a person`() = withResident { authority, phone ->
        val lines = CopyOnWriteArrayList<Pair<String, String>>()
        logTo(sink { room, text -> lines += room to text }, LogLevel.DEBUG)
        phone.client.subscribe(RecordingListener { error("Иван Петров") }).use { it.cancel() }
        phone.clock.before = { error("55.7558") }
        phone.client.snapshot()
        phone.clock.before = {}
        phone.pass("groceries")
        authority.close()
        phone.client.sync(Urgency.PERSON)
        assertTrue(lines.any { it.second == "listener-failed" }, "$lines")
        assertTrue(lines.any { it.second == "clock-failed" }, "$lines")
        assertTrue(lines.all { it.first.startsWith("doorstep") }, "$lines")
        val text = lines.joinToString { it.second }
        for (secret in listOf("916", "123-45", "1234567", "ИП", "4321", "Петров", "55.75", "127.0.0.1")) {
            assertFalse(text.contains(secret), secret)
        }
        logTo(null, LogLevel.DEBUG)
        val before = lines.size
        phone.client.sync(Urgency.PERSON)
        assertEquals(before, lines.size)
    }

    private fun sink(write: (String, String) -> Unit) = object : LogSink {
        override fun log(level: LogLevel, room: String, text: String) = write(room, text)
    }
}
