plugins {
    alias(libs.plugins.android.application)
    alias(libs.plugins.kotlin.compose)
}

android {
    namespace = "doorstep.app"
    compileSdk = libs.versions.android.compile.get().toInt()
    ndkVersion = libs.versions.android.ndk.get()

    defaultConfig {
        // An operator puts an id of their own here.
        applicationId = "org.example.doorstep"
        minSdk = libs.versions.android.min.get().toInt()
        targetSdk = libs.versions.android.target.get().toInt()
        versionCode = 1
        versionName = libs.versions.doorstep.get()
    }
    // Whose phone it is: the resident's own, or one that the authority lends, which the second owns.
    flavorDimensions += "kind"
    productFlavors {
        create("own") { dimension = "kind" }
        create("loan") {
            dimension = "kind"
            applicationIdSuffix = ".loan"
        }
    }
    // Of the libraries of others, too, only those of the phones for which there is a core.
    buildTypes {
        getByName("debug") {
            ndk { abiFilters += rootProject.extra["doorstep.abi"].toString() }
        }
        getByName("release") {
            ndk { abiFilters += listOf("arm64-v8a", "armeabi-v7a", "x86_64") }
            isMinifyEnabled = true
            isShrinkResources = true
            proguardFiles(getDefaultProguardFile("proguard-android-optimize.txt"), "proguard-rules.pro")
        }
    }
    buildFeatures { compose = true }
    // The language is chosen in the app: every one is in each download.
    bundle { language { enableSplit = false } }
    // Libraries are used from where they lie in the archive, without a second copy on the phone.
    packaging { jniLibs { useLegacyPackaging = false } }
    compileOptions {
        sourceCompatibility = JavaVersion.VERSION_17
        targetCompatibility = JavaVersion.VERSION_17
    }
    testOptions {
        unitTests {
            isIncludeAndroidResources = true
            // Robolectric closes a pipe by a field of Java's own.
            all { it.jvmArgs("--add-opens=java.base/java.io=ALL-UNNAMED") }
        }
    }
}

dependencies {
    implementation(project(":sdk"))
    implementation(libs.activity.compose)
    implementation(libs.compose.foundation)
    implementation(libs.compose.runtime)
    implementation(libs.compose.ui)
    implementation(libs.lifecycle.runtime.compose)
    implementation(libs.lifecycle.viewmodel)
    implementation(libs.material3)
    implementation(libs.zxing)

    testImplementation(testFixtures(project(":sdk")))
    // On this machine JNA needs the other archive, which holds its library for desktops.
    testImplementation(variantOf(libs.jna) { artifactType("jar") })
    testImplementation(libs.androidx.test.core)
    testImplementation(libs.compose.ui.test.junit4)
    testImplementation(libs.junit4)
    testImplementation(libs.robolectric)
}
