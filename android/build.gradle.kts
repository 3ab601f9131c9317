buildscript {
    repositories {
        google()
        mavenCentral()
    }
    dependencies {
        // The Android plugin compiles Kotlin by itself, with whatever Kotlin stands here.
        classpath(libs.kotlin.gradle.plugin)
    }
}

plugins {
    alias(libs.plugins.android.application) apply false
    alias(libs.plugins.android.library) apply false
    alias(libs.plugins.kotlin.compose) apply false
}

// A debug build is for one kind of phone: the one that Android Studio is about to start, the one that
// -Pdoorstep.abi names, or an emulator on this machine.
val emulator = if (System.getProperty("os.arch") in setOf("aarch64", "arm64")) "arm64-v8a" else "x86_64"
extra["doorstep.abi"] = providers.gradleProperty("doorstep.abi")
    .orElse(providers.gradleProperty("android.injected.build.abi").map { it.substringBefore(',') })
    .getOrElse(emulator)

// Tests call the library and the authority of this machine:
// cargo build
subprojects {
    tasks.withType<Test>().configureEach {
        val built = rootDir.resolve("../target/debug").path
        systemProperty("jna.library.path", built)
        systemProperty("doorstep.target", built)
        systemProperty("doorstep.android", rootDir.path)
        systemProperty("doorstep.pictures", providers.gradleProperty("doorstep.pictures").getOrElse("compare"))
        systemProperty("robolectric.graphicsMode", "NATIVE")
        maxHeapSize = "2g"
    }
}
