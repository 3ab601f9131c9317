package doorstep.sdk

import doorstep.ClientException
import doorstep.ClientInterface

/** Has the core speak as the phone does; notices that stand are said anew with it. Used on the engine's thread. */
internal class Speech(private val language: () -> String?) {
    private var spoken: String? = null

    fun follow(client: ClientInterface) {
        val wanted = language() ?: return
        if (wanted == (spoken ?: client.snapshot().language)) return
        try {
            client.setLanguage(wanted)
            spoken = wanted
        } catch (_: ClientException) {
            // Tried again at the next wake; until then it speaks as before.
        }
    }
}
