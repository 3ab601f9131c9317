package doorstep

import doorstep.testenv.Phone
import doorstep.testenv.withResident
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.async
import kotlinx.coroutines.awaitAll
import kotlinx.coroutines.withContext
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.Test

/** Two hundred calls at a time, from many threads. */
class ManyCallsTest {
    @Test
    fun `two hundred calls at once agree`() = withResident { authority, phone ->
        Phone(authority).use { other ->
            val inspector = other.client.inspector()
            inspector.refresh()
            phone.pass("pharmacy")
            val person = phone.me.person
            val issued = withContext(Dispatchers.IO) {
                (1..200).map { n ->
                    async {
                        when (n % 5) {
                            0 -> return@async phone.client.requestPass(person, "rubbish")
                            1 -> assertEquals(Verdict.VALID, inspector.inspect(phone.client.present(person).text).verdict)
                            2 -> assertTrue(phone.client.snapshot().revision >= 1uL)
                            3 -> assertEquals(null, phone.client.sync(Urgency.PERSON).problem)
                            else -> phone.client.setLanguage(if (n % 2 == 0) "ru" else "en")
                        }
                        null
                    }
                }.awaitAll().filterNotNull()
            }
            assertEquals(40, issued.size)
            val named = issued.map { (it as PassRequestResult.Pass).pass.id }.toSet()
            val held = phone.me.passes.filter { it.purpose == "rubbish" }.map { it.id }
            assertEquals(named, held.toSet())
            assertEquals(held.size, named.size, "no pass stands twice")
            assertTrue(phone.me.waiting.isEmpty())
        }
    }
}
