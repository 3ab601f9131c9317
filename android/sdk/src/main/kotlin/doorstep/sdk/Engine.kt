package doorstep.sdk

import doorstep.Cause
import doorstep.ClientException
import doorstep.ClientInterface
import doorstep.CoreLibraryException
import doorstep.Facts
import doorstep.InspectorInterface
import doorstep.Plan
import doorstep.Urgency
import doorstep.Wake
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.SupervisorJob
import kotlinx.coroutines.asCoroutineDispatcher
import kotlinx.coroutines.cancel
import kotlinx.coroutines.launch
import kotlinx.coroutines.withContext
import java.util.concurrent.Executors

/**
 * The one owner of the core and its only caller, on one thread of its own: loading the library, opening
 * the folder and signing in hardware would each stop the screen.
 *
 * `open` opens the core, after so many seconds if that failed before; `applied` makes the phone as its plan
 * says, `facts` is what the phone says of itself, `language` the one that the core should speak, if it is
 * known; all run on that thread.
 */
class Engine(
    open: (waitedS: UShort) -> ClientInterface,
    applied: () -> Apply,
    private val facts: () -> Facts,
    private val language: () -> String?,
) {
    /** What screens draw. */
    val model = Model()

    private val thread = Executors.newSingleThreadExecutor { Thread(it, NAME) }
    private val there = thread.asCoroutineDispatcher()
    private val scope = CoroutineScope(SupervisorJob() + there)
    private val core = Core(open, model)
    private var spoken: String? = null
    private val apply by lazy(LazyThreadSafetyMode.NONE, applied)

    /** Does something with the core, and then what its plan says. What the core throws is thrown. */
    suspend fun <T> ask(work: suspend (ClientInterface) -> T): T = withContext(there) {
        val client = core.opened()
        try {
            work(client)
        } finally {
            // The answer does not wait for it.
            carryOut(client.plan()).sync?.let { syncLater(client, it) }
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
            closed.trouble().reopenInS?.let(apply::reopenIn)
            return@withContext true
        } catch (_: CoreLibraryException) {
            return@withContext false
        } catch (_: NotShipped) {
            return@withContext false
        }
        speak(client)
        val plan = carryOut(client.woken(Wake(cause, facts(), moved = null)))
        (plan.sync?.let { sync(client, it) } ?: plan).awaitsNetwork
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

    private fun syncLater(client: ClientInterface, urgency: Urgency) = scope.launch {
        try {
            sync(client, urgency)
        } catch (_: ClientException) {
            // It was shut down meanwhile; what it did is kept.
        }
    }

    private suspend fun sync(client: ClientInterface, urgency: Urgency): Plan {
        try {
            client.sync(urgency, BUDGET_MS)
        } catch (_: ClientException) {
            // Only a client that was shut down throws here; what it was doing is kept.
        }
        return carryOut(client.plan())
    }

    private fun carryOut(plan: Plan): Plan = plan.also(apply::apply)

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
