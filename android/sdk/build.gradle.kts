plugins {
    alias(libs.plugins.android.library)
}

val bindings: File = rootDir.resolve("../bindings/kotlin")

android {
    namespace = "doorstep.sdk"
    compileSdk = libs.versions.android.compile.get().toInt()

    defaultConfig {
        minSdk = libs.versions.android.min.get().toInt()
        consumerProguardFiles("consumer-rules.pro")
    }
    compileOptions {
        sourceCompatibility = JavaVersion.VERSION_17
        targetCompatibility = JavaVersion.VERSION_17
    }
    sourceSets {
        named("main") { kotlin.directories += bindings.resolve("src/main/kotlin").path }
        // The authority and the clock that the tests of the bindings have, too.
        named("testFixtures") { kotlin.directories += bindings.resolve("src/test/kotlin/doorstep/town").path }
    }
    testFixtures { enable = true }
    testOptions {
        unitTests {
            isIncludeAndroidResources = true
            all { test -> test.beforeTheAuthority() }
        }
    }
    lint { abortOnError = true }
}

kotlin {
    compilerOptions { allWarningsAsErrors = true }
}

// No AndroidX: whoever takes the core into an app of their own brings what they like.
dependencies {
    // The generated sources extend classes of JNA, and flows are shown to the app: both are seen by it.
    api(variantOf(libs.jna) { artifactType("aar") })
    api(libs.coroutines.android)

    testFixturesImplementation(libs.coroutines.test)

    // On the JVM, JNA needs the other archive, with the code for this machine.
    testImplementation(variantOf(libs.jna) { artifactType("jar") })
    testImplementation(libs.androidx.test.core)
    testImplementation(libs.junit4)
    testImplementation(libs.robolectric)
}

/** The core for the four kinds of phones. Cargo knows by itself what is up to date. */
val buildNative by tasks.registering(Exec::class) {
    description = "Builds the core with cargo-ndk into src/main/jniLibs."
    commandLine("bash", rootDir.resolve("build-native.sh").path, layout.projectDirectory.dir("src/main/jniLibs").asFile.path)
}

tasks.matching { it.name.startsWith("merge") && it.name.endsWith("JniLibFolders") }.configureEach {
    dependsOn(buildNative)
}

/** Where cargo put the library and the authority: `cargo build -p doorstep-bindings -p doorstep-workbench`. */
fun Test.beforeTheAuthority() {
    val built = rootDir.resolve("../target/debug").path
    systemProperty("jna.library.path", built)
    systemProperty("doorstep.target", built)
    systemProperty("doorstep.android", rootDir.path)
}
