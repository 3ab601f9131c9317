package doorstep.sdk

import doorstep.Cause
import doorstep.ClientException
import doorstep.ClientInterface
import doorstep.CoreLibraryException
import doorstep.Facts
import doorstep.InspectorInterface
import doorstep.LocationFix
import doorstep.Moved
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
 * says, `facts` is what the phone says of itself, `moved` what it counted since it was asked before, `language`
 * the one that the core should speak, if it is known; all run on that thread.
 */
class Engine(
    open: (waitedS: UShort) -> ClientInterface,
    applied: (Engine) -> Apply,
    facts: () -> Facts,
    private val moved: suspend () -> Moved? = { null },
    language: () -> String?,
) {
    /** What screens draw. */
    val model = Model()

    private val thread = Executors.newSingleThreadExecutor { Thread(it, NAME) }
    private val there = thread.asCoroutineDispatcher()
    private val scope = CoroutineScope(SupervisorJob() + there)
    private val core = Core(open, model)
    private val plans = PlanFollower({ applied(this) }, facts)
    private val speech = Speech(language)

    /** Does something with the core, and then what its plan says. What the core throws is thrown. */
    suspend fun <T> ask(work: suspend (ClientInterface) -> T): T = withContext(there) {
        val client = core.opened()
        try {
            work(client)
        } finally {
            // The answer does not wait for it.
            plans.follow(client.plan()).sync?.let { whenDone({}) { plans.sync(client, it) } }
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
            closed.trouble().reopenInS?.let(plans::reopenIn)
            return@withContext true
        } catch (_: CoreLibraryException) {
            return@withContext false
        } catch (_: NotShipped) {
            return@withContext false
        }
        speech.follow(client)
        val facts = plans.facts()
        if (facts.inFront) plans.again()
        plans.finish(client, client.woken(Wake(cause, facts, moved()))).awaitsNetwork
    }

    /** The same for who cannot wait; `then` is told the same when it is done. */
    fun wakeUp(cause: Cause, then: (stillWaits: Boolean) -> Unit = {}) {
        var stillWaits = true
        whenDone({ then(stillWaits) }) { stillWaits = wake(cause) }
    }

    /** Tells the core what the phone says of itself where nothing has woken it; `then` is called when it is done. */
    fun factsChanged(then: () -> Unit = {}) = whenDone(then) {
        core.client?.let { plans.finish(it, it.factsChanged(plans.facts())) }
    }

    /** Hands these places over for everybody, as a PIN may hide who is a patient; `then` as before. */
    fun fixesArrived(fixes: List<LocationFix>, then: () -> Unit = {}) = whenDone(then) {
        val client = core.client ?: return@whenDone
        val newest = moved()?.let { fixes.last().copy(steps = it.steps, activity = it.activity) } ?: fixes.last()
        val arrived = client.snapshot().people.mapNotNull {
            try {
                client.fixesArrived(it.person, fixes.dropLast(1) + newest)
            } catch (_: ClientException) {
                // Nothing runs for this person, or it could not be kept: then it is missed, as any that did not come.
                null
            }
        }
        arrived.lastOrNull()?.let { plans.finish(client, it) }
    }

    /** Hides what PINs hide: the app has left the screen. */
    fun lockPeople() = whenDone({}) { core.client?.lockPeople() }

    private fun whenDone(then: () -> Unit, work: suspend () -> Unit) {
        scope.launch {
            try {
                work()
            } catch (_: ClientException) {
                // It was shut down meanwhile, or cannot write: what it did is kept, and the next wake goes on.
            } finally {
                then()
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
    }
}
