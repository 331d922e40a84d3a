/// The version of Leap, as in CHANGELOG.md.
public let leapVersion = "0.1.0"
