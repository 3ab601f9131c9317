import Doorstep
import DoorstepModel
import Testing

/// What the keychain's answers mean. None of them is taken for a loss that is not one.
@Suite struct KeychainAnswers {
    @Test(arguments: [
        (KeychainStatus.itemNotFound, VaultError.Missing, VaultError.Locked),
        (KeychainStatus.interactionNotAllowed, .Locked, .Locked),
        (KeychainStatus.unimplemented, .Unsupported, .Unsupported),
        // Not available, authentication failed, decode, internal component, and no such number.
        (-25291, .Transient, .Transient), (-25293, .Transient, .Transient),
        (-26275, .Transient, .Transient), (-2070, .Transient, .Transient),
        (Int32.min, .Transient, .Transient), (Int32.max, .Transient, .Transient),
    ])
    func eachIsOneOfTheVaultsErrors(status: Int32, unlocked: VaultError, before: VaultError) {
        #expect(KeychainStatus.error(of: status, unlockedOnce: true) == unlocked)
        #expect(KeychainStatus.error(of: status, unlockedOnce: false) == before)
    }

    @Test func nothingElseSaysThatAKeyIsGone() {
        for status in Int32(-30_000)...30_000 where status != KeychainStatus.itemNotFound {
            for unlocked in [true, false] {
                let error = KeychainStatus.error(of: status, unlockedOnce: unlocked)
                #expect(error != .Missing && error != .Invalidated)
            }
        }
    }
}
