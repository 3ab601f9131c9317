package doorstep

import doorstep.testenv.Phone
import doorstep.testenv.RecordingListener
import doorstep.testenv.SilentServer
import doorstep.testenv.failsWith
import doorstep.testenv.inTestEnv
import doorstep.testenv.withResident
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.async
import kotlinx.coroutines.cancelAndJoin
import kotlinx.coroutines.withContext
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertNull
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.Test
import java.util.concurrent.CountDownLatch

/** Who stops waiting tears nothing; who wants the work to end says so. */
class CancellingTest {
    /** A vault that lets nobody by until it is told to. */
    private class Door {
        private val reached = CountDownLatch(1)
        private val opened = CountDownLatch(1)

        fun pass() {
            reached.countDown()
            opened.await()
        }

        suspend fun awaitSomebody() = withContext(Dispatchers.IO) { reached.await() }

        fun open() = opened.countDown()
    }

    private val elsewhere = CoroutineScope(Dispatchers.IO)

    @Test
    fun `a coroutine that is cancelled in the middle of a sync tears nothing`() = withResident { _, phone ->
        val door = Door()
        phone.vault.before = door::pass
        val syncing = elsewhere.async { phone.client.sync(Urgency.PERSON) }
        door.awaitSomebody()
        syncing.cancelAndJoin()
        assertTrue(syncing.isCancelled)
        assertEquals(Step.REGISTERED, phone.me.registration.step, "the client answers meanwhile")
        phone.vault.before = {}
        door.open()
        assertNull(phone.client.sync(Urgency.PERSON).problem)
        phone.pass("groceries")
    }

    @Test
    fun `a pass that nobody waits for any more is issued once`() = withResident { _, phone ->
        val ear = RecordingListener()
        val subscription = phone.client.subscribe(ear)
        val door = Door()
        phone.vault.before = door::pass
        val asking = elsewhere.async { phone.client.requestPass(phone.me.person, "groceries") }
        door.awaitSomebody()
        asking.cancelAndJoin()
        door.open()
        val person = ear.await { it.people.single().passes.isNotEmpty() }.people.single()
        assertEquals(1 to 0, person.passes.size to person.waiting.size)
        val quota = person.purposes.first { it.key == "groceries" }.quota
        assertEquals(1uL, quota?.used)
        subscription.cancel()
    }

    @Test
    fun `a handle ends the work, which goes on next time`() = inTestEnv { authority ->
        SilentServer().use { hole ->
            Phone(authority).use { phone ->
                phone.client.shutdown()
                val before = Client.open(phone.setup.copy(url = hole.url), phone.vault, phone.clock)
                val cancel = CancelHandle()
                val registering = elsewhere.async {
                    runCatching { before.register(before.snapshot().people.single().person, Phone.NUMBER, cancel = cancel) }
                }
                withContext(Dispatchers.IO) { hole.awaitCaller() }
                cancel.cancel()
                cancel.cancel()
                failsWith(ErrorCode.STOPPED) { registering.await().getOrThrow() }
                failsWith(ErrorCode.STOPPED) { before.sync(Urgency.PERSON, cancel = cancel) }
                assertEquals(Step.WAITING_TO_SEND, before.snapshot().people.single().registration.step)
                before.shutdown()
                phone.restart()
                assertNull(phone.client.sync(Urgency.PERSON).problem)
                assertEquals(RegistrationResult.Registered, phone.client.confirm(phone.me.person, authority.code()))
            }
        }
    }

    @Test
    fun `a sync ends with its budget`() = inTestEnv { authority ->
        SilentServer().use { hole ->
            Phone(authority).use { phone ->
                phone.client.shutdown()
                Client.open(phone.setup.copy(url = hole.url), phone.vault, phone.clock).use { client ->
                    val report = client.sync(Urgency.BACKGROUND, budgetMs = 50uL)
                    assertEquals(ErrorCode.STOPPED, report.problem?.code)
                    client.shutdown()
                }
            }
        }
    }

    @Test
    fun `work on a client that is shut down ends at once`() = inTestEnv { authority ->
        SilentServer().use { hole ->
            Phone(authority).use { phone ->
                phone.client.shutdown()
                val client = Client.open(phone.setup.copy(url = hole.url), phone.vault, phone.clock)
                val syncing = elsewhere.async { runCatching { client.sync(Urgency.PERSON) } }
                withContext(Dispatchers.IO) { hole.awaitCaller() }
                client.shutdown()
                failsWith(ErrorCode.CLIENT_CLOSED) { syncing.await().getOrThrow() }
                // The folder is free again.
                phone.restart()
            }
        }
    }
}
