package doorstep.testenv

import doorstep.Client
import doorstep.PassEntry
import doorstep.PassRequestResult
import doorstep.PersonView
import doorstep.RegistrationResult
import doorstep.Setup
import java.nio.file.Files
import java.nio.file.Path

/** A phone with a folder, a vault and a clock, opened before this authority. */
class Phone(private val authority: Authority) : AutoCloseable {
    val folder: Path = Files.createTempDirectory("phone")
    val vault = SoftwareVault()
    val clock = ManualClock()
    var client: Client = open()
        private set

    val setup: Setup
        get() = Setup(
            folder = folder.toString(),
            trustFile = authority.trustFile,
            url = authority.url,
            shippedRoots = listOf(authority.root),
            region = "RU",
            language = "en",
        )

    /** The only person of a phone. */
    val me: PersonView get() = client.snapshot().people.single()

    fun open(): Client = Client.open(setup, vault, clock)

    /** Ends the app and starts it again. */
    fun restart() {
        client.shutdown()
        client.close()
        client = open()
    }

    /** Registers [NUMBER] with a mark. */
    suspend fun register(): RegistrationResult {
        val sent = client.register(me.person, NUMBER, "и п", "4321")
        check(sent is RegistrationResult.CodeSent) { sent }
        return client.confirm(me.person, authority.code())
    }

    /** Asks for a pass, which must be issued. */
    suspend fun pass(purpose: String): PassEntry = when (val asked = client.requestPass(me.person, purpose)) {
        is PassRequestResult.Pass -> asked.pass
        is PassRequestResult.WaitingToSend -> error("not issued: ${asked.why}")
    }

    override fun close() {
        if (!client.uniffiIsDestroyed) client.shutdown()
        client.close()
        folder.toFile().deleteRecursively()
    }

    companion object {
        const val NUMBER = "8 (916) 123-45-67"
    }
}
