package doorstep

/** As an app begins: twice, because the virtual machine says something else the second time. */
fun main() {
    runCatching { CoreLibrary.load() }
    try {
        CoreLibrary.load()
        println(coreVersion())
    } catch (wrong: CoreLibraryException) {
        println(wrong.code)
    }
}
