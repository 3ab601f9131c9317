package doorstep

import doorstep.testenv.RecordingListener
import doorstep.testenv.withResident
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.Test

/** Watching the snapshot. */
class ListeningTest {
    @Test
    fun `the current snapshot comes first, then every change, until it is cancelled`() = withResident { _, phone ->
        val ear = RecordingListener()
        val subscription = phone.client.subscribe(ear)
        assertEquals(listOf(phone.client.snapshot()), ear.heard.toList())
        val pass = phone.pass("groceries")
        assertEquals(listOf(pass), ear.await { it.people.single().passes.isNotEmpty() }.people.single().passes)
        assertTrue(ear.heard.zipWithNext().all { (one, next) -> one.revision <= next.revision && one != next })
        subscription.cancel()
        subscription.cancel()
        val before = ear.heard.size
        phone.client.setLanguage("ru")
        assertEquals(before, ear.heard.size)
        subscription.close()
    }

    @Test
    fun `a listener that calls back is told of what it changed once`() = withResident { _, phone ->
        val client = phone.client
        val ear = RecordingListener { snapshot ->
            client.plan()
            client.present(snapshot.people.single().person)
            if (snapshot.language == "en") client.setLanguage("ru")
            assertEquals("ru", client.snapshot().language)
        }
        phone.pass("groceries")
        val subscription = client.subscribe(ear)
        assertEquals(listOf("en", "ru"), ear.heard.map { it.language })
        subscription.cancel()
    }

    @Test
    fun `a listener may end itself and the client`() = withResident { _, phone ->
        lateinit var subscription: Subscription
        var told = 0
        val ear = RecordingListener {
            told += 1
            if (told == 2) {
                subscription.cancel()
                phone.client.shutdown()
            }
        }
        subscription = phone.client.subscribe(ear)
        phone.client.setLanguage("ru")
        assertEquals(2, told)
        phone.restart()
        assertEquals(Step.REGISTERED, phone.me.registration.step)
    }
}
