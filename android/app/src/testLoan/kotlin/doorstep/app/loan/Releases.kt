package doorstep.app.loan

import com.sun.net.httpserver.HttpsConfigurator
import com.sun.net.httpserver.HttpsServer
import java.io.File
import java.net.InetAddress
import java.net.InetSocketAddress
import java.security.KeyStore
import java.util.concurrent.CopyOnWriteArrayList
import javax.net.ssl.HttpsURLConnection
import javax.net.ssl.KeyManagerFactory
import javax.net.ssl.SSLContext
import javax.net.ssl.SSLSocketFactory
import javax.net.ssl.TrustManagerFactory

/** Where newest versions are, with a certificate that this process trusts while it is open. */
class Releases : AutoCloseable {
    /** What each request said that it has already. */
    val asked = CopyOnWriteArrayList<String?>()
    var status = 200
    private val before: SSLSocketFactory = HttpsURLConnection.getDefaultSSLSocketFactory()
    private val context = trusting(keys())
    private val server = HttpsServer.create(InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0)

    val address get() = "https://127.0.0.1:${server.address.port}/loan.apk"

    var isTrusted = true
        set(trusts) {
            field = trusts
            HttpsURLConnection.setDefaultSSLSocketFactory(if (trusts) context.socketFactory else before)
        }

    init {
        isTrusted = true
        server.httpsConfigurator = HttpsConfigurator(context)
        server.createContext("/loan.apk") { exchange ->
            val has = exchange.requestHeaders.getFirst("If-None-Match")
            asked += has
            exchange.responseHeaders.add("ETag", TAG)
            val answers = if (status == 200 && has == TAG) 304 else status
            val body = if (answers == 200) "an app".toByteArray() else ByteArray(0)
            exchange.sendResponseHeaders(answers, if (body.isEmpty()) -1 else body.size.toLong())
            exchange.responseBody.use { it.write(body) }
        }
        server.start()
    }

    override fun close() {
        HttpsURLConnection.setDefaultSSLSocketFactory(before)
        server.stop(0)
    }

    private fun keys(): KeyStore {
        val file = File.createTempFile("releases", ".p12")
        check(file.delete())
        val named = listOf("-dname", "CN=127.0.0.1", "-ext", "SAN=ip:127.0.0.1", "-alias", "releases", "-keyalg", "EC")
        val kept = listOf("-keystore", file.path, "-storetype", "PKCS12", "-storepass", PASSWORD)
        val tool = File(System.getProperty("java.home"), "bin/keytool").path
        val made = ProcessBuilder(listOf(tool, "-genkeypair") + named + kept).redirectErrorStream(true).start()
        val said = made.inputStream.readBytes().decodeToString()
        check(made.waitFor() == 0) { said }
        val store = KeyStore.getInstance("PKCS12")
        file.inputStream().use { store.load(it, PASSWORD.toCharArray()) }
        file.delete()
        return store
    }

    private fun trusting(store: KeyStore): SSLContext {
        val keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm())
        keys.init(store, PASSWORD.toCharArray())
        val trusted = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm())
        trusted.init(store)
        return SSLContext.getInstance("TLS").apply { init(keys.keyManagers, trusted.trustManagers, null) }
    }

    companion object {
        const val TAG = "\"one\""
        private const val PASSWORD = "of a test"
    }
}
