import HTTPTypes

/// Names that the library has not. Each is a valid token, so that none is nil.
extension HTTPField.Name {
  static let host = Self("Host")!
  static let fetchSite = Self("Sec-Fetch-Site")!
  static let fetchMode = Self("Sec-Fetch-Mode")!
  static let referrerPolicy = Self("Referrer-Policy")!
  static let resourcePolicy = Self("Cross-Origin-Resource-Policy")!
  static let openerPolicy = Self("Cross-Origin-Opener-Policy")!
}
