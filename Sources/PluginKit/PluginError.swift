import PluginAPI

/// What went wrong in a plugin: a code for the host to act on and a sentence for the person.
///
/// Every error that a plugin function throws crosses the border as a status and this message; other `Error` types cross as
/// `LEAP_EFAIL` with their description.
public struct PluginError: Error, CustomStringConvertible, Sendable {
  /// What kind of thing went wrong, as the ABI counts it.
  public struct Code: RawRepresentable, Hashable, Sendable {
    /// The status that crosses the border, below 0.
    public var rawValue: Int32
    /// A code by its status, one of the plugin's own too.
    public init(rawValue: Int32) { self.rawValue = rawValue }
    init(_ value: Int) { self.init(rawValue: Int32(value)) }

    /// None of the other codes.
    public static let failed = Code(LEAP_EFAIL)
    /// The caller's argument or option is wrong.
    public static let argument = Code(LEAP_EARG)
    /// The component cannot do that, whatever the argument.
    public static let unsupported = Code(LEAP_EUNSUPPORTED)
    /// What is asked for does not exist.
    public static let notFound = Code(LEAP_ENOTFOUND)
    /// There is not enough memory.
    public static let noMemory = Code(LEAP_ENOMEM)
    /// The host wants the work to stop.
    public static let canceled = Code(LEAP_ECANCELLED)
    /// A file or a stream could not be read or written.
    public static let io = Code(LEAP_EIO)
    /// A function was called too early or too late.
    public static let state = Code(LEAP_ESTATE)
    /// A file or a stream holds something wrong.
    public static let data = Code(LEAP_EDATA)
    /// Host and plugin speak different versions of the ABI.
    public static let abi = Code(LEAP_EABI)
  }

  /// What the host acts on.
  public var code: Code
  /// What a person reads: what is wrong, where, and what to do next.
  public var message: String

  /// An error with a sentence for the person.
  public init(_ code: Code, _ message: String) {
    self.code = code
    self.message = message
  }

  /// The message alone, as a person reads it.
  public var description: String { message }
}

/// Runs the body of an exported function: what it throws becomes a status and a message, and nothing unwinds.
func serve(_ call: OpaquePointer?, _ body: (Call) throws -> Int32) -> Int32 {
  let call = Call(raw: call)
  do {
    return try body(call)
  } catch let error as PluginError {
    return call.fail(error.code, error.message)
  } catch {
    return call.fail(.failed, String(describing: error))
  }
}

/// Serves a call of a function of an instance that plays role `Role`; what `body` throws becomes the status.
func serve<Role>(
  _ role: Role.Type, _ instance: OpaquePointer?, _ call: OpaquePointer?, _ body: (Role, Call) throws -> Void
) -> Int32 {
  serve(call) { call in
    guard let instance else { throw PluginError(.argument, "the instance is NULL") }
    let object = Unmanaged<AnyObject>.fromOpaque(UnsafeRawPointer(instance)).takeUnretainedValue()
    guard let part = object as? Role else { throw PluginError(.unsupported, "the instance has no such role") }
    try body(part, call)
    return Int32(LEAP_OK)
  }
}

/// Serves the enumerations of the ABI: writes item `i`, or answers `LEAP_END` past the last.
func serveItem<Role, Item>(
  _ role: Role.Type, _ instance: OpaquePointer?, _ call: OpaquePointer?, _ i: UInt32, _ out: UnsafeMutablePointer<Item>?,
  _ items: (Role, Call) throws -> [Item]
) -> Int32 {
  var end = false
  let status = serve(role, instance, call) { part, call in
    guard let out else { throw PluginError(.argument, "the place for the answer is NULL") }
    let all = try items(part, call)
    if Int(i) < all.count { out.pointee = all[Int(i)] } else { end = true }
  }
  return end ? Int32(LEAP_END) : status
}
