// A stand-in for Apple's ImageIO, for checking on Linux. It is not Apple's: see README.md.

// On Apple's systems a text of a class of its own.
public let kCGImageDestinationLossyCompressionQuality = ""
