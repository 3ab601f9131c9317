package doorstep.sdk

import android.app.Application
import androidx.test.core.app.ApplicationProvider
import doorstep.Cause
import doorstep.ClientException
import doorstep.ClientInterface
import doorstep.ErrorCode
import doorstep.PassRequestResult
import doorstep.RegistrationResult
import doorstep.Step
import doorstep.Verdict
import doorstep.testenv.failsWith
import kotlinx.coroutines.async
import kotlinx.coroutines.runBlocking
import org.junit.After
import org.junit.Assert.assertEquals
import org.junit.Assert.assertNotNull
import org.junit.Assert.assertNull
import org.junit.Assert.assertTrue
import org.junit.Test
import org.junit.runner.RunWith
import org.robolectric.RobolectricTestRunner
import org.robolectric.annotation.Config
import java.lang.reflect.InvocationTargetException
import java.lang.reflect.Proxy
import java.security.ProviderException
import java.util.concurrent.CopyOnWriteArrayList

/** The real library before the real authority. */
@RunWith(RobolectricTestRunner::class)
@Config(sdk = [35])
class EngineTest {
    private val app = ApplicationProvider.getApplicationContext<Application>()
    private val phone = TestPhone()
    private val engine = phone.engine(app)
    private val me get() = checkNotNull(engine.model.snapshot.value).people.single()

    @After
    fun end() = phone.use { runBlocking { engine.end() } }

    private suspend fun Engine.register() {
        wake(Cause.USER)
        val me = checkNotNull(model.snapshot.value).people.single().person
        assertTrue(ask { it.register(me, TestPhone.NUMBER, "и п", "4321") } is RegistrationResult.CodeSent)
        assertEquals(RegistrationResult.Registered, ask { it.confirm(me, phone.authority.code()) })
    }

    @Test
    fun `a resident goes out and an inspector looks`() = runBlocking {
        engine.register()
        assertEquals(Step.REGISTERED, me.registration.step)
        val asked = engine.ask { it.requestPass(me.person, "groceries") } as PassRequestResult.Pass
        assertEquals(listOf(asked.pass), me.passes)
        val shown = engine.ask { it.present(me.person, asked.pass.id, null) }
        engine.inspect { it.refresh() }
        engine.inspect { it.beginGroup() }
        assertEquals(Verdict.VALID, engine.inspect { it.next(shown.text) }?.verdict)
        assertEquals(1uL, engine.inspect { it.counts() }.single().n)
        engine.ask { it.erase(me.person) }
        assertTrue(me.passes.isEmpty())
    }

    @Test
    fun `a key store that does not answer today is asked again, and nothing is lost`() = runBlocking {
        engine.register()
        engine.end()
        phone.keys.before = { throw ProviderException("not now") }
        val again = phone.engine(app)
        again.wake(Cause.BOOT)
        assertEquals(ErrorCode.VAULT_BUSY, (again.model.trouble.value as OpenFailure.Core).trouble.code)
        assertNull(again.model.snapshot.value)
        failsWith(ErrorCode.VAULT_BUSY) { again.ask { it.snapshot() } }
        phone.keys.before = {}
        again.wake(Cause.USER)
        assertNull(again.model.trouble.value)
        assertEquals(Step.REGISTERED, again.model.snapshot.value?.people?.single()?.registration?.step)
        again.end()
    }

    @Test
    fun `without a network it waits, and goes when there is one`() = runBlocking {
        phone.authority.close()
        engine.wake(Cause.USER)
        val waits = engine.ask { it.register(me.person, TestPhone.NUMBER, null, null) }
        assertTrue(waits is RegistrationResult.WaitingToSend)
        assertEquals(Step.WAITING_TO_SEND, me.registration.step)
        assertTrue(engine.ask { it.plan() }.awaitsNetwork)
        engine.wake(Cause.NETWORK)
        assertEquals(Step.WAITING_TO_SEND, me.registration.step)
    }

    @Test
    fun `two taps at once are one pass, and a second client is refused`() = runBlocking {
        engine.register()
        val taps = List(2) { async { engine.ask { it.requestPass(me.person, "pet") } } }.map { it.await() }
        assertEquals(1, taps.map { (it as PassRequestResult.Pass).pass.id }.toSet().size)
        val other = phone.engine(app)
        other.wake(Cause.ALARM)
        assertEquals(ErrorCode.ALREADY_OPEN, (other.model.trouble.value as OpenFailure.Core).trouble.code)
    }

    @Test
    fun `the core is called on its own thread alone`() = runBlocking {
        val threads = CopyOnWriteArrayList<String>()
        val config = phone.config()
        val real = doorstep.Client.open(config.setup, config.vault, config.clock)
        val watched = Proxy.newProxyInstance(javaClass.classLoader, arrayOf(ClientInterface::class.java)) { _, method, args ->
            threads += Thread.currentThread().name
            try {
                method.invoke(real, *(args ?: emptyArray()))
            } catch (thrown: InvocationTargetException) {
                throw thrown.targetException
            }
        } as ClientInterface
        val onPhone = OnPhone(app) { "boot-1" }
        val engine = Engine({ watched }, onPhone::apply, onPhone.facts::read) { null }
        engine.wake(Cause.USER)
        val me = checkNotNull(engine.model.snapshot.value).people.single().person
        engine.ask { it.register(me, TestPhone.NUMBER, null, null) }
        engine.end()
        assertTrue(threads.isNotEmpty())
        assertEquals(setOf(Engine.NAME), threads.toSet())
        real.close()
    }

    @Test
    fun `an older snapshot is not drawn over a newer`() = runBlocking {
        engine.wake(Cause.USER)
        val old = checkNotNull(engine.model.snapshot.value)
        engine.ask { it.register(me.person, TestPhone.NUMBER, null, null) }
        val new = checkNotNull(engine.model.snapshot.value)
        assertTrue(new.revision > old.revision)
        engine.model.onSnapshot(old)
        assertEquals(new, engine.model.snapshot.value)
    }

    @Test
    fun `ten thousand characters are an answer and no crash`() = runBlocking {
        engine.wake(Cause.USER)
        val long = "7".repeat(10_000)
        val refused = listOf<suspend (ClientInterface) -> Any?>(
            { it.register(me.person, long, long, long) },
            { it.confirm(me.person, long) },
            { it.requestPass(me.person, long) },
            { it.present(me.person, long, long) },
        )
        refused.forEach { act ->
            val error = runCatching { engine.ask(act) }.exceptionOrNull()
            assertNotNull((error as ClientException).trouble().next.text)
        }
        assertEquals(Verdict.UNREADABLE, engine.inspect { it.lookUp(long) }.verdict)
    }
}
