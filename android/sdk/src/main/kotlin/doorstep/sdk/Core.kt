package doorstep.sdk

import doorstep.ClientException
import doorstep.ClientInterface
import doorstep.CoreLibraryException
import doorstep.InspectorInterface
import doorstep.Subscription
import kotlinx.coroutines.sync.Mutex
import kotlinx.coroutines.sync.withLock

/** The core, opened once; why it could not be stands in the model. Called on the engine's thread. */
internal class Core(private val open: (waitedS: UShort) -> ClientInterface, private val model: Model) {
    private val opening = Mutex()
    private var subscription: Subscription? = null
    private var inspector: InspectorInterface? = null

    // What the last try asked to wait before the next.
    private var waitedS: UShort = 0u

    /** The core, if it is open. */
    var client: ClientInterface? = null
        private set

    suspend fun inspector(): InspectorInterface {
        val client = opened()
        return inspector ?: client.inspector().also { inspector = it }
    }

    suspend fun opened(): ClientInterface = opening.withLock {
        client ?: try {
            open(waitedS).also {
                subscription = it.subscribe(model)
                client = it
                waitedS = 0u
                model.opened()
            }
        } catch (closed: ClientException) {
            val trouble = closed.trouble()
            waitedS = trouble.reopenInS ?: 0u
            model.failed(OpenFailure.Core(trouble))
            throw closed
        } catch (closed: CoreLibraryException) {
            model.failed(OpenFailure.NotLoaded)
            throw closed
        } catch (closed: NotShipped) {
            model.failed(OpenFailure.NotShipped)
            throw closed
        }
    }

    suspend fun end() {
        subscription?.cancel()
        client?.shutdown()
        client = null
        inspector = null
    }
}
