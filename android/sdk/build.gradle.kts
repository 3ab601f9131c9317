import org.gradle.process.ExecOperations
import javax.inject.Inject

plugins {
    alias(libs.plugins.android.library)
    `maven-publish`
}

group = "doorstep"
version = libs.versions.doorstep.get()

val bindings: File = rootDir.resolve("../bindings/kotlin")

android {
    namespace = "doorstep.sdk"
    compileSdk = libs.versions.android.compile.get().toInt()
    ndkVersion = libs.versions.android.ndk.get()

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
        getByName("testFixtures").kotlin.directories += bindings.resolve("src/test/kotlin/doorstep/testenv").path
    }
    testOptions { unitTests { isIncludeAndroidResources = true } }
    publishing { singleVariant("release") { withSourcesJar() } }
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

/** The core for these kinds of phones. */
abstract class BuildCore : DefaultTask() {
    @get:Inject
    abstract val exec: ExecOperations

    @get:Internal
    abstract val script: RegularFileProperty

    @get:Internal
    abstract val ndk: DirectoryProperty

    @get:Input
    abstract val profile: Property<String>

    /** Empty: every kind that is served. */
    @get:Input
    abstract val abis: ListProperty<String>

    @get:OutputDirectory
    abstract val libraries: DirectoryProperty

    @TaskAction
    fun build() {
        exec.exec {
            environment("ANDROID_NDK_HOME", ndk.get().asFile.path)
            commandLine("bash", script.get().asFile.path, "--profile", profile.get())
            abis.get().forEach { args("--abi", it) }
            args(libraries.get().asFile.path)
        }
    }
}

// What packs the libraries needs them; tests on this machine do not, nor an NDK.
androidComponents.onVariants { variant ->
    val isRelease = variant.buildType == "release"
    val build = tasks.register<BuildCore>("build${variant.name.replaceFirstChar(Char::titlecase)}Core") {
        description = "Builds the core for phones."
        script = rootProject.layout.projectDirectory.file("build-native.sh")
        ndk = androidComponents.sdkComponents.ndkDirectory
        profile = if (isRelease) "release" else "dev"
        abis = if (isRelease) emptyList() else listOf(rootProject.extra["doorstep.abi"].toString())
        // Always run: Cargo knows by itself what is up to date.
        outputs.upToDateWhen { false }
    }
    variant.sources.jniLibs?.addGeneratedSourceDirectory(build, BuildCore::libraries)
}

// gradle :sdk:publishReleasePublicationToFolderRepository, and an app adds that folder to its
// repositories and implementation("doorstep:doorstep-sdk:…") to its dependencies.
publishing {
    publications {
        register<MavenPublication>("release") {
            artifactId = "doorstep-sdk"
            afterEvaluate {
                val release = components["release"] as AdhocComponentWithVariants
                // Tests alone have a use for an authority on this machine.
                listOf("Api", "Runtime").forEach {
                    val fixtures = configurations["releaseTestFixturesVariantRelease${it}Publication"]
                    release.withVariantsFromConfiguration(fixtures) { skip() }
                }
                from(release)
            }
        }
    }
    repositories {
        maven {
            name = "Folder"
            val own = layout.buildDirectory.dir("repository").map { it.asFile.path }
            url = uri(providers.gradleProperty("doorstep.repository").orElse(own))
        }
    }
}

// That JNA is an .aar stands in the POM alone: by Gradle's own description an app would get the
// archive for desktops.
tasks.withType<GenerateModuleMetadata>().configureEach { enabled = false }
