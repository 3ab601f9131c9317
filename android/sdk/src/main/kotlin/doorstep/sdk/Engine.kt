package doorstep.sdk

import doorstep.ClientException
import doorstep.ClientInterface
import doorstep.CoreLibraryException
import doorstep.InspectorInterface
import doorstep.Plan
import doorstep.Subscription
import doorstep.Urgency
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.SupervisorJob
import kotlinx.coroutines.asCoroutineDispatcher
import kotlinx.coroutines.cancel
import kotlinx.coroutines.launch
import kotlinx.coroutines.sync.Mutex
import kotlinx.coroutines.sync.withLock
import kotlinx.coroutines.withContext
import java.util.concurrent.Executors

/** Why the app woke up. */
enum class Cause { USER, ALARM, JOB, NETWORK, BOOT, APP_UPDATE, CLOCK, ZONE, LOCALE }

/**
 * The one owner of the core and its only caller, on one thread of its own: loading the library, opening
 * the folder and signing in hardware would each stop the screen.
 *
 * `open` opens the core, `applied` makes the phone as its plan says; both run on that thread.
 */
class Engine(private val open: () -> ClientInterface, private val applied: () -> Apply) {
    /** What screens draw. */
    val model = Model()

    private val thread = Executors.newSingleThreadExecutor { Thread(it, NAME) }
    private val there = thread.asCoroutineDispatcher()
    private val scope = CoroutineScope(SupervisorJob() + there)
    private val opening = Mutex()
    private var client: ClientInterface? = null
    private var subscription: Subscription? = null
    private var inspector: InspectorInterface? = null
    private var syncs = 0
    private val apply by lazy(LazyThreadSafetyMode.NONE, applied)

    /** Does something with the core, and then what its plan says. What the core throws is thrown. */
    suspend fun <T> ask(work: suspend (ClientInterface) -> T): T = withContext(there) {
        val core = opened()
        try {
            work(core)
        } finally {
            val plan = carryOut(core)
            // The answer does not wait for it; one at a time is enough.
            if (plan.syncNow && syncs == 0) wakeUp(Cause.USER)
        }
    }

    /** The same with the inspector's mode. */
    suspend fun <T> inspect(work: suspend (InspectorInterface) -> T): T = withContext(there) {
        val core = opened()
        work(inspector ?: core.inspector().also { inspector = it })
    }

    /** Draws anew what only time has changed. */
    suspend fun look() = withContext(there) { client?.let { model.onSnapshot(it.snapshot()) } }

    /** Does what the core wants done now. Why it could not be opened stands in the model. */
    suspend fun wake(cause: Cause) = withContext(there) {
        val core = try {
            opened()
        } catch (_: ClientException) {
            return@withContext
        } catch (_: CoreLibraryException) {
            return@withContext
        }
        // The time that was set may be spent, also when nothing is due by the core's clock.
        if (cause == Cause.ALARM || cause == Cause.CLOCK) apply.forgetWake()
        val plan = carryOut(core)
        val forPerson = cause == Cause.NETWORK && plan.awaitsNetwork
        if (forPerson || plan.syncNow) sync(core, if (forPerson) Urgency.PERSON else Urgency.BACKGROUND)
    }

    private suspend fun sync(core: ClientInterface, urgency: Urgency) {
        syncs++
        try {
            core.sync(urgency, BUDGET_MS)
        } catch (_: ClientException) {
            // Only a client that was shut down throws here; what it was doing is kept.
        } finally {
            syncs--
        }
        carryOut(core)
    }

    private fun carryOut(core: ClientInterface): Plan = core.plan().also(apply::apply)

    /** The same for who cannot wait; `then` is called when it is done. */
    fun wakeUp(cause: Cause, then: () -> Unit = {}) {
        scope.launch {
            try {
                wake(cause)
            } catch (_: ClientException) {
                // Only a client that was shut down meanwhile throws here; what it did is kept.
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
            subscription?.cancel()
            client?.shutdown()
            client = null
            inspector = null
        }
        thread.shutdown()
    }

    private suspend fun opened(): ClientInterface = opening.withLock {
        client ?: try {
            open().also {
                subscription = it.subscribe(model)
                client = it
                model.opened()
            }
        } catch (closed: ClientException) {
            model.failed(Closed.Core(closed.trouble()))
            throw closed
        } catch (closed: CoreLibraryException) {
            model.failed(Closed.NotLoaded)
            throw closed
        }
    }

    companion object {
        /** Name of the thread on which alone the core is called. */
        const val NAME = "doorstep"

        /** Longest sync of a wake, in milliseconds: as long as the system lets a receiver run. */
        private val BUDGET_MS = 25_000uL
    }
}

/** The application, which keeps the one engine. */
interface EngineOwner {
    val engine: Engine
}
