package doorstep.sdk

import doorstep.ClientException
import doorstep.ClientInterface
import doorstep.CoreLibraryException
import doorstep.InspectorInterface
import doorstep.Subscription
import kotlinx.coroutines.sync.Mutex
import kotlinx.coroutines.sync.withLock

/** The core, opened once; why it could not be stands in the model. Called on the engine's thread. */
internal class Core(private val open: () -> ClientInterface, private val model: Model) {
    private val opening = Mutex()
    private var subscription: Subscription? = null
    private var inspector: InspectorInterface? = null

    /** The core, if it is open. */
    var client: ClientInterface? = null
        private set

    suspend fun inspector(): InspectorInterface {
        val client = opened()
        return inspector ?: client.inspector().also { inspector = it }
    }

    suspend fun opened(): ClientInterface = opening.withLock {
        client ?: try {
            open().also {
                subscription = it.subscribe(model)
                client = it
                model.opened()
            }
        } catch (closed: ClientException) {
            model.failed(OpenFailure.Core(closed.trouble()))
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
