package doorstep.sdk

import doorstep.ClientException
import doorstep.ClientInterface
import doorstep.CoreLibraryException
import doorstep.InspectorInterface
import doorstep.Plan
import doorstep.Urgency
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.SupervisorJob
import kotlinx.coroutines.asCoroutineDispatcher
import kotlinx.coroutines.cancel
import kotlinx.coroutines.launch
import kotlinx.coroutines.withContext
import java.util.concurrent.Executors

/** Why the app woke up. */
enum class Cause { USER, ALARM, JOB, NETWORK, BOOT, APP_UPDATE, CLOCK, ZONE, LOCALE }

/**
 * The one owner of the core and its only caller, on one thread of its own: loading the library, opening
 * the folder and signing in hardware would each stop the screen.
 *
 * `open` opens the core, `applied` makes the phone as its plan says, `language` is the one that the core
 * should speak, if it is known, `nowMs` what the phone's clock shows; all run on that thread.
 */
class Engine(
    open: () -> ClientInterface,
    applied: () -> Apply,
    private val language: () -> String?,
    private val nowMs: () -> Long,
) {
    /** What screens draw. */
    val model = Model()

    private val thread = Executors.newSingleThreadExecutor { Thread(it, NAME) }
    private val there = thread.asCoroutineDispatcher()
    private val scope = CoroutineScope(SupervisorJob() + there)
    private val core = Core(open, model)
    private var syncs = 0
    private var spoken: String? = null
    private val apply by lazy(LazyThreadSafetyMode.NONE, applied)
    private var patience = Patience()

    /** Does something with the core, and then what its plan says. What the core throws is thrown. */
    suspend fun <T> ask(work: suspend (ClientInterface) -> T): T = withContext(there) {
        val client = core.opened()
        try {
            work(client)
        } finally {
            val plan = carryOut(client)
            // The answer does not wait for it; one at a time is enough.
            if (plan.syncNow && syncs == 0) wakeUp(Cause.USER)
        }
    }

    /** The same with the inspector's mode. */
    suspend fun <T> inspect(work: suspend (InspectorInterface) -> T): T = withContext(there) {
        work(core.inspector())
    }

    /** Draws anew what only time has changed. */
    suspend fun look() = withContext(there) { core.client?.let { model.onSnapshot(it.snapshot()) } }

    /**
     * Does what the core wants done now. Why it could not be opened stands in the model.
     *
     * Returns whether something still waits for a network, as far as that is known.
     */
    suspend fun wake(cause: Cause): Boolean = withContext(there) {
        val client = try {
            core.opened()
        } catch (closed: ClientException) {
            patience.after(closed.trouble(), nowMs())?.let(apply::retryIn)
            return@withContext true
        } catch (_: CoreLibraryException) {
            return@withContext false
        } catch (_: NotShipped) {
            return@withContext false
        }
        patience = Patience()
        // The time that was set may be spent, also when nothing is due by the core's clock.
        if (cause == Cause.ALARM) apply.forgetWake()
        if (cause == Cause.CLOCK) apply.forgetTimes()
        speak(client)
        val plan = carryOut(client)
        val forPerson = cause == Cause.NETWORK && plan.awaitsNetwork
        if (!forPerson && !plan.syncNow) return@withContext plan.awaitsNetwork
        sync(client, if (forPerson) Urgency.PERSON else Urgency.BACKGROUND).awaitsNetwork
    }

    // Notices that stand are said anew with it.
    private suspend fun speak(client: ClientInterface) {
        val wanted = language() ?: return
        if (wanted == (spoken ?: client.snapshot().language)) return
        try {
            client.setLanguage(wanted)
            spoken = wanted
        } catch (_: ClientException) {
            // Tried again at the next wake; until then it speaks as before.
        }
    }

    private suspend fun sync(client: ClientInterface, urgency: Urgency): Plan {
        syncs++
        try {
            client.sync(urgency, BUDGET_MS)
        } catch (_: ClientException) {
            // Only a client that was shut down throws here; what it was doing is kept.
        } finally {
            syncs--
        }
        return carryOut(client)
    }

    private fun carryOut(client: ClientInterface): Plan = client.plan().also(apply::apply)

    /** The same for who cannot wait; `then` is told the same when it is done. */
    fun wakeUp(cause: Cause, then: (stillWaits: Boolean) -> Unit = {}) {
        scope.launch {
            var stillWaits = true
            try {
                stillWaits = wake(cause)
            } catch (_: ClientException) {
                // Only a client that was shut down meanwhile throws here; what it did is kept.
            } finally {
                then(stillWaits)
            }
        }
    }

    /** Ends the core and the thread, once. The app's process ends without it. */
    suspend fun end() {
        if (thread.isShutdown) return
        scope.cancel()
        withContext(there) {
            core.end()
        }
        thread.shutdown()
    }

    companion object {
        /** Name of the thread on which alone the core is called. */
        const val NAME = "doorstep"

        /** Longest sync of a wake, in milliseconds: as long as the system lets a receiver run. */
        private val BUDGET_MS = 25_000uL
    }
}
