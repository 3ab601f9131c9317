/// The app's own words. The texts are in the app's string catalog, under the same names as the other
/// phone's: `passTitle` is `pass_title` there.
public enum Word: String, CaseIterable, Sendable {
    case appName, back, retry, opening, notOpen, busy, openSettings, notLoaded, noFolder
    case emergency, emergencyTitle, emergencyText, emergencyNone, emergencyCall, emergencyLeft
    case welcomeTitle, welcomeText, welcomeLanguage, welcomeStart, welcomeInspect
    case consentTitle, consentTo, consentWho, consentLaw, consentComplaints, consentCall
    case consentNumber, consentNumberWhy, consentMark, consentMarkWhy, consentPass
    case consentPassWhy, consentKeys, consentKeysWhy, consentNever, consentErase, consentAgree
    case phoneTitle, phoneNumber, phoneNumberExample, phoneInitials, phoneDocument
    case phoneDocumentWhich, phoneMarkWhy, phoneSend
    case codeTitle, codeCode, codeConfirm, codeAgain, codeOther
    case passesTitle, passesNone, passesAsk, passesWaiting, passesRefused, passesReminders
    case passesRemindersWhy, passesDetails
    case purposesTitle, purposesNeeded, purposesFree
    case lengthDays, lengthHours, lengthMinutes, lengthHoursMinutes
    case askSend, askBegins
    case passTitle, passQr, passLeft, passNext, passHolder, passTyped, passTypedWhy, passCheck
    case passCheckWhy, passCheckScan, passCheckCameraWhy, passCheckPoint, passCheckType
    case passCheckDigits, passCheckShow, passCheckShown, passCheckEnd, passPaper
    case paperTitle, paperText, paperPrint, paperSend
    case inspectTitle, inspectCamera, inspectCameraWhy, inspectCameraFailed, inspectLight
    case inspectSignal, inspectAnswer, inspectPoint, inspectType, inspectTyped, inspectLook
    case inspectChallenge, inspectChallengeText, inspectRefresh
    case inspectListsCurrent, inspectListsOld, inspectListsVeryOld, inspectListsUnknown
    case inspectReceipt, inspectReceiptWhy, inspectCounts, inspectAgain
    case sentTitle, sentText, sentNone
    case requestTitle, requestTo, requestBytes, requestDigest, requestRaw
    case settingsTitle, settingsReminders, settingsOn, settingsOff, settingsDetails
    case settingsInspect, settingsErase, settingsHelp, settingsAbout
    case detailsText, detailsSave
    case helpNetwork, helpNetworkText, helpPhone, helpPhoneText, helpRefused, helpRefusedText
    case helpEmergency, helpEmergencyText, helpContact
    case aboutVersion, aboutText
    case eraseTitle, eraseText, eraseOrder, eraseAsk, eraseKeep, eraseNow
    case quarantineTitle, quarantineAsked, quarantineNone, quarantineAnswer, quarantineHere
    case quarantineHereNoted, quarantineHospital, quarantinePermission, quarantineLeave
    case quarantineBack, quarantineFault, quarantineToday, quarantineHelp, quarantineAccess
    case quarantineMore, quarantineAgreed, quarantineHome
    case orderTitle, orderRead, orderExplained, orderChanged, orderRefused, orderSeen, orderBegin
    case orderNotMine, orderNotMineAsk, orderNotMineWhy, orderKeep, orderRelease, orderReleaseWhy
    case orderReleaseCode, orderReleaseSend, orderPaper, orderCodeTitle, orderCode
    case orderCodeExample, orderMark, orderMarkExample, orderCodeSend
    case patientConsentTitle
    case accessTitle, accessAllow, accessLater, accessDone
    case checkTitle, checkPhoto, checkCannot, checkGone
    case cannotTitle, cannotText, cannotWords, cannotWordsWhy, cannotIll, cannotAsleep
    case cannotCamera, cannotBlind, cannotVeil, cannotChild, cannotPhone, cannotPersonal
    case cannotOther
    case photoTitle, photoCameraWhy, photoCameraFailed, photoLook, photoTake, photoSend
    case photoAgain, photoAnyway
    case declarePermission, declareMinutes, declareWords, declareSend, declareFault
    case declareFaultWords
    case safetyText
    case journalTitle, journalText, journalOlder, journalNone
    case noticesTitle, noticesNone, noticesWarning, noticesDecision, noticesInformation
    case noticesUntil
    case disputeTitle, disputeText, disputeWords, disputeSend, disputeQueued, disputeReceived
    case disputeAnswered
    case evidenceTitle, evidenceText, evidenceRedacted, evidenceRedactedWhy, evidenceWhole
    case evidenceWholeWhy, evidenceShare, evidenceFile, evidencePhotos, evidencePhotosWhy
    case sentPatient
    case photoReference
    case smsTitle, smsWhy, smsForms, smsRequests, smsOther, smsDate, smsChoose, smsLook, smsGone
    case smsMessageTitle, smsText, smsNumber, smsNotSent, smsCorrect, smsOpen, smsKeep, smsWritten
    case smsNoApp, smsCopyText, smsCopyNumber, smsOpenAgain, smsToRequests
    case smsHaveReply, smsReplyTitle, smsReplyWords, smsReplyWhy, smsRead, smsAsItCame
    case loanMine, loanTitle, loanTakeTitle, loanTakeText, loanScan, loanCameraWhy, loanPoint
    case loanType, loanCode, loanCodeWhich, loanTake, loanNumber, loanHandoverTitle
    case loanHandoverText, loanBattery, loanParts, loanCharger, loanCase, loanHandover, loanBack
    case loanReturn, loanReturnSent, loanReturnGone, loanReturnCode, loanEvidence, loanReturnNow
    case loanReturnAsk, loanNotYet, loanWipedTitle, loanWipedQr, loanAnew, loanManaged
    case loanAllow, loanAllowWhy, loanAlways, loanPrecise, loanNotices, loanCamera, loanAllowed
    case peopleTitle, peopleText, peoplePerson, peopleChild, peopleOthers, peopleAdd
    case peopleAddChild, peopleRemove, peopleRemoveText, peopleRemoveNow, peopleKeep
    case moveGive, moveTake, moveTitle, moveFirstCode, moveScan, movePoint, moveCameraWhy
    case moveType, moveText, moveTextWhich, moveTextTake, moveCode, moveCopy, moveDigits
    case moveDigitsTyped, moveGiveNow, moveLockReason, moveLockNeeded, moveStop, moveStopText
    case moveKeep, moveTryAgain, moveHome, moveErase
    case pinTitle, pinSet, pinChange, pinNew, pinAgain, pinDiffer, pinKeep, pinRemove, pinField
    case pinOpen, pinForgot, pinForgotText, pinForgotConfirm, pinForgotKeep, pinWithout

    /// Its name in the catalog.
    public var key: String {
        rawValue.reduce(into: "") { key, sign in
            key += sign.isUppercase ? "_" + sign.lowercased() : String(sign)
        }
    }
}
