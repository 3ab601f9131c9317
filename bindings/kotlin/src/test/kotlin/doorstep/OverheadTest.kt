package doorstep

import com.sun.jna.Callback
import com.sun.jna.Memory
import com.sun.jna.Native
import com.sun.jna.Pointer
import com.sun.jna.Structure
import doorstep.testenv.withResident
import org.junit.jupiter.api.Tag
import org.junit.jupiter.api.Test

/** JNA alone, as the generated sources use it: functions of the C library, mapped directly. */
private object CLibrary {
    init {
        Native.register(CLibrary::class.java, "c")
    }

    fun interface Compare : Callback {
        fun compare(left: Pointer, right: Pointer): Int
    }

    @JvmStatic external fun abs(number: Int): Int

    @Structure.FieldOrder("quotient", "remainder")
    open class Quotient : Structure() {
        @JvmField var quotient = 0

        @JvmField var remainder = 0

        class ByValue : Quotient(), Structure.ByValue
    }

    @JvmStatic external fun div(number: Int, by: Int): Quotient.ByValue

    @JvmStatic external fun memcpy(to: Pointer, from: Pointer, size: Long): Pointer

    @JvmStatic external fun qsort(items: Pointer, count: Long, size: Long, compare: Compare)
}

/** What a call across the boundary costs beside JNA alone. Prints; asserts nothing about time. */
@Tag("measurement")
class OverheadTest {
    private fun median(calls: Int, run: () -> Unit): Double {
        repeat(calls) { run() }
        val rounds = (1..15).map {
            val start = System.nanoTime()
            repeat(calls) { run() }
            (System.nanoTime() - start) / 1000.0 / calls
        }
        return rounds.sorted()[rounds.size / 2]
    }

    private fun line(name: String, ours: Double, control: String, alone: Double) =
        println("%s: %.2f us, %.1f x %s (%.2f us)".format(name, ours, ours / alone, control, alone))

    @Test
    fun `calls beside JNA alone`() = withResident { _, phone ->
        repeat(20) { phone.pass("rubbish") }
        check(phone.me.passes.size == 20)
        val handle = CancelHandle()
        val trivial = median(20_000) { handle.cancel() }
        line("trivial call", trivial, "abs() through JNA", median(20_000) { CLibrary.abs(-1) })
        val text = median(20_000) { coreVersion() }
        line("call that answers a text", text, "div() through JNA", median(20_000) { CLibrary.div(7, 2) })

        val size = FfiConverterTypeSnapshot.allocationSize(phone.client.snapshot()).toLong()
        val (from, to) = Memory(size) to Memory(size)
        val snapshot = median(500) { phone.client.snapshot() }
        val copied = median(500) {
            CLibrary.memcpy(to, from, size)
            to.getByteArray(0, size.toInt())
        }
        line("snapshot with 20 passes", snapshot, "copying its $size bytes through JNA", copied)

        var heard = 0
        val pair = Memory(8).apply { setInt(0, 2); setInt(4, 1) }
        val called = median(2_000) { CLibrary.qsort(pair, 2, 4) { _, _ -> heard += 1; 1 } }
        val clock = phone.clock
        val plan = median(500) { phone.client.plan() }
        var readings = 0
        clock.before = { readings += 1 }
        phone.client.plan()
        clock.before = {}
        check(readings > 0 && heard > 0)
        line("a plan, which asks the shell's clock $readings x", plan, "a callback through JNA", called)
    }
}
