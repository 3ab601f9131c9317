package doorstep.testenv

import java.io.File
import java.nio.file.Files
import java.nio.file.Path
import java.security.cert.CertificateFactory
import java.time.Instant

/** The real authority on loopback, as a process of its own, with a clock that is moved by hand. */
class Authority : AutoCloseable {
    private val home: Path = Files.createTempDirectory("authority")
    private var now: Instant = START
    private lateinit var process: Process
    val url: String
    val trustFile: ByteArray
    val root: ByteArray

    init {
        val ready = start()
        url = field(ready, "url")
        trustFile = File(field(ready, "trust_file")).readBytes()
        val ca = File(field(ready, "ca_file")).inputStream()
        root = ca.use { CertificateFactory.getInstance("X.509").generateCertificate(it).encoded }
    }

    /** Starts it where it was before, and gives the line that it is ready with. */
    fun start(): String {
        process = doorstep("authority", "--at", now.toString()).start()
        return process.inputReader().readLine() ?: error("the authority did not start")
    }

    /** Ends it for a while: what it knows stays. */
    fun stop() {
        process.destroy()
        process.waitFor()
    }

    /** The code of the last text message. */
    fun code(): String = CODE.findAll(ask("admin", "sms", "--json")).last().value

    /** Revokes a pass. */
    fun revoke(pass: String) {
        ask("admin", "revoke", pass)
    }

    /** Changes the key that signs passes: the one before has leaked. */
    fun rotateLeakedKey() {
        ask("admin", "rotate-key", "--leaked")
    }

    /** Ends the act that requires passes. */
    fun endAct() {
        ask("admin", "act", "ended")
    }

    /** Puts another into force. */
    fun beginAct() {
        ask("admin", "act", "in-force")
    }

    /** Has an officer order whoever has this number to stay at home, 55.7558123° N 37.6173° E; gives its id. */
    fun giveOrder(phone: String, vararg asking: String): String = field(give("--phone", phone, *asking), "order")

    /** Has an officer ask once more under an order. */
    fun askOnceMore(order: String, vararg how: String) {
        ask("admin", "order", "request", order, *how)
    }

    /** Has an officer change an order. */
    fun changeOrder(order: String, vararg change: String) {
        ask("admin", "order", "update", order, *change)
    }

    /** Has an officer end an order. */
    fun release(order: String) {
        ask("admin", "order", "release", order)
    }

    /** Has an officer write to whoever has an order: a warning, a decision or information. */
    fun write(order: String, kind: String, text: String) {
        ask("admin", "notice", "send", order, "--kind", kind, "--text", text)
    }

    /** The same for whoever has a paper, of which it gives the code. */
    fun giveOrderOnPaper(): Paper = give("--paper").let { Paper(field(it, "order"), field(it, "code")) }

    /** An order on paper. */
    class Paper(val order: String, val code: String)

    /** The same for whoever has the lent phone of this number. */
    fun giveOrderToLoan(number: String, vararg asking: String): String = field(give("--loan", number, *asking), "order")

    /** Invites a phone to be lent under this number; gives the text of the code on its form. */
    fun lend(number: String): String = field(ask("admin", "loan", "make", number, "--json"), "qr")

    /** States of all loans, oldest first. */
    fun loans(): List<String> = STATE.findAll(ask("admin", "loan", "list", "--json")).map { it.groupValues[1] }.toList()

    /** The lent phone of this number is lost. */
    fun loseLoan(number: String) {
        ask("admin", "loan", "lost", number)
    }

    /** A lent phone comes back that shows this code. */
    fun takeBack(certificate: String) {
        ask("admin", "loan", "returned", certificate)
    }

    /** The code that ends an order with no network. */
    fun releaseCode(order: String): String =
        field(ask("admin", "order", "release", order, "--typed", "--json"), "code")

    /** Kinds of what was reported under an order, oldest first. */
    fun reported(order: String): List<String> =
        KIND.findAll(ask("admin", "report", "list", order, "--json")).map { it.groupValues[1] }.toList()

    /** Signs tables of passes by text message, Tatarstan's or these, as if they held in these years. */
    fun publishSmsTables(vararg names: String) {
        val files = names.ifEmpty { arrayOf(TABLE) }.map { name ->
            val table = File(System.getProperty("doorstep.target"), "../../tests/authority/regions/sms/$name").readText()
            home.resolve(name).toFile().apply { writeText(table.replace(FROM) { it.groupValues[1] + "2026" }.replace(UNTIL) { it.groupValues[1] + "2036" }) }
        }
        ask("admin", "sms-tables", *files.map { it.path }.toTypedArray())
    }

    /** Moves the authority's clock on. */
    fun advance(seconds: Long) {
        now = now.plusSeconds(seconds)
        ask("admin", "clock", now.toString())
    }

    override fun close() {
        stop()
        home.toFile().deleteRecursively()
    }

    private fun give(vararg to: String) =
        ask("admin", "order", "issue", *to, "--at", "55.7558123,37.6173", "--json")

    private fun ask(vararg arguments: String): String {
        val asked = doorstep(*arguments).start()
        val said = asked.inputReader().readText()
        check(asked.waitFor() == 0) { said }
        return said
    }

    private fun doorstep(vararg arguments: String) =
        ProcessBuilder(BINARY, *arguments, "--home", home.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)

    companion object {
        /** Noon at the region, when every purpose is allowed. */
        val START: Instant = Instant.parse("2026-11-24T09:00:00Z")

        /** The workbench: authority, phone and inspector at the terminal. */
        val BINARY: String = File(System.getProperty("doorstep.target"), "doorstep").canonicalPath

        private const val TABLE = "ru-ta-2590-2020-04-04.json"

        /** The years in which a table began and ended to hold. */
        private val FROM = Regex("""("from":\s*\{\s*"at": ")\d{4}""")
        private val UNTIL = Regex("""("until":\s*\{\s*"at": ")\d{4}""")

        private val CODE = Regex("""\b\d{6}\b""")

        private val STATE = Regex("\"state\":\"([^\"]*)\"")

        private val KIND = Regex("\"kind\":\"([^\"]*)\"")

        private fun field(json: String, name: String) =
            Regex("\"$name\":\"([^\"]*)\"").find(json)?.groupValues?.get(1) ?: error("no $name: $json")
    }
}
