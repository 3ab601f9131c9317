package doorstep.sdk

import doorstep.ClientException
import doorstep.ClientInterface
import doorstep.Facts
import doorstep.Plan
import doorstep.Urgency

/** Does what plans say. Used on the engine's thread. */
internal class PlanFollower(applied: () -> Apply, private val read: () -> Facts) {
    private val apply by lazy(LazyThreadSafetyMode.NONE, applied)
    private var said: List<Any>? = null

    fun follow(plan: Plan): Plan = plan.also(apply::apply)

    /** The same, and the sync that it asks for. */
    suspend fun finish(client: ClientInterface, plan: Plan): Plan = follow(plan).sync?.let { sync(client, it) } ?: plan

    suspend fun sync(client: ClientInterface, urgency: Urgency): Plan {
        try {
            client.sync(urgency, BUDGET_MS)
        } catch (_: ClientException) {
            // Only a client that was shut down throws here; what it was doing is kept.
        }
        return follow(client.plan())
    }

    /** What the phone says of itself now. */
    fun facts(): Facts = read().also {
        val finders = listOf(it.location, it.precise, it.services, it.providers)
        if (finders != (said ?: finders)) apply.lookAnew()
        said = finders
    }

    /** Somebody looks at the app. */
    fun again() = apply.again()

    /** Wakes the app after so many seconds although there is no plan. */
    fun reopenIn(seconds: UShort) = apply.reopenIn(seconds)

    private companion object {
        /** Longest sync of a wake, in milliseconds: as long as the system lets a receiver run. */
        val BUDGET_MS = 25_000uL
    }
}
