package doorstep.testenv

import java.net.InetAddress
import java.net.ServerSocket
import java.net.Socket
import java.util.concurrent.CopyOnWriteArrayList
import java.util.concurrent.CountDownLatch
import kotlin.concurrent.thread

/** A place on loopback that takes connections and never says a word. */
class SilentServer : AutoCloseable {
    private val socket = ServerSocket(0, 50, InetAddress.getLoopbackAddress())
    private val taken = CopyOnWriteArrayList<Socket>()
    private val first = CountDownLatch(1)
    val url = "https://127.0.0.1:${socket.localPort}"

    init {
        thread(isDaemon = true) {
            runCatching {
                while (true) {
                    taken += socket.accept()
                    first.countDown()
                }
            }
        }
    }

    /** Until somebody waits here for an answer. */
    fun awaitCaller() = first.await()

    override fun close() {
        socket.close()
        taken.forEach(Socket::close)
    }
}
