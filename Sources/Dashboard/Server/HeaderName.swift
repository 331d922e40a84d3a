import NIOHTTP1

/// The header fields that the server reads or writes.
enum HeaderName: String {
  case acceptEncoding = "Accept-Encoding"
  case allow = "Allow"
  case authorization = "Authorization"
  case cacheControl = "Cache-Control"
  case connection = "Connection"
  case contentEncoding = "Content-Encoding"
  case contentLength = "Content-Length"
  case contentSecurityPolicy = "Content-Security-Policy"
  case contentType = "Content-Type"
  case cookie = "Cookie"
  case date = "Date"
  case eTag = "ETag"
  case fetchMode = "Sec-Fetch-Mode"
  case fetchSite = "Sec-Fetch-Site"
  case host = "Host"
  case ifNoneMatch = "If-None-Match"
  case location = "Location"
  case openerPolicy = "Cross-Origin-Opener-Policy"
  case origin = "Origin"
  case referrerPolicy = "Referrer-Policy"
  case resourcePolicy = "Cross-Origin-Resource-Policy"
  case setCookie = "Set-Cookie"
  case vary = "Vary"
  case xContentTypeOptions = "X-Content-Type-Options"
}

extension HTTPHeaders {
  /// All values of a field in one text, so that one that is sent twice never passes for one of its values; nil where there is none.
  /// Setting it replaces them all.
  subscript(name: HeaderName) -> String? {
    get {
      let values = self[name.rawValue]
      return values.isEmpty ? nil : values.joined(separator: name == .cookie ? "; " : ", ")
    }
    set {
      remove(name: name.rawValue)
      if let newValue { add(name: name.rawValue, value: newValue) }
    }
  }
}

/// The names of RFC 9110.
extension HTTPResponseStatus {
  static let contentTooLarge = payloadTooLarge
  static let unprocessableContent = unprocessableEntity
}
