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
    testFixtures { enable = true }
    sourceSets {
        // The generated Kotlin of the core.
        getByName("main").kotlin.directories += bindings.resolve("src/main/kotlin").path
        // The authority and the clock that the tests of the bindings have, too.
        getByName("testFixtures").kotlin.directories += bindings.resolve("src/test/kotlin/doorstep/town").path
    }
    testOptions { unitTests { isIncludeAndroidResources = true } }
}

// No AndroidX but in tests: whoever takes the core into an app of their own brings what they like.
dependencies {
    // An app sees both: generated classes extend those of JNA, and the engine's state is a flow.
    api(variantOf(libs.jna) { artifactType("aar") })
    api(libs.coroutines.android)

    testFixturesApi(libs.coroutines.test)

    // On this machine JNA needs the other archive, which holds its library for desktops.
    testImplementation(variantOf(libs.jna) { artifactType("jar") })
    testImplementation(libs.androidx.test.core)
    testImplementation(libs.junit4)
    testImplementation(libs.robolectric)
}

// Always run: Cargo knows by itself what is up to date.
val buildNative by tasks.registering(Exec::class) {
    description = "Builds the core for the four kinds of phones into src/main/jniLibs."
    commandLine("bash", rootDir.resolve("build-native.sh").path)
}

// What packs the libraries needs them; tests on this machine do not, nor an NDK.
tasks.matching { it.name.startsWith("merge") && it.name.endsWith("JniLibFolders") }.configureEach {
    dependsOn(buildNative)
}
