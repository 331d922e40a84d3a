import Core
import Glibc
import PluginAPI

/// The table of services that every plugin gets. Made once and never freed.
enum HostTable {
  // Immutable C memory that lives until the process ends, so any thread may read it.
  nonisolated(unsafe) static let pointer: UnsafePointer<leap_host> = {
    let memory = UnsafeMutablePointer<leap_host>.allocate(capacity: 1)
    memory.initialize(to: table())
    return UnsafePointer(memory)
  }()

  private static func table() -> leap_host {
    var host = leap_host()
    host.struct_size = UInt32(MemoryLayout<leap_host>.size)
    host.abi_major = UInt16(LEAP_ABI_MAJOR)
    host.abi_minor = UInt16(LEAP_ABI_MINOR)
    host.name = UnsafePointer(strdup("leap-host"))
    host.version = UnsafePointer(strdup(leapVersion))
    host.extension = { _ in nil }
    addCalls(to: &host)
    addOptions(to: &host)
    addSinks(to: &host)
    addTables(to: &host)
    addStreams(to: &host)
    return host
  }

  private static func addCalls(to host: inout leap_host) {
    host.fail = { call, code, message in
      CallContext.from(call)?.fail(code, message.map { String(cString: $0) } ?? "no reason given")
      return code
    }
    host.log = { call, level, message in
      guard let context = CallContext.from(call), let message else { return }
      context.observer.log(CallObserver.Level(rawValue: level) ?? .info, String(cString: message))
    }
    host.progress = { call, done, total, note in
      guard let context = CallContext.from(call) else { return Int32(LEAP_OK) }
      if context.isCancelled { return Int32(LEAP_ECANCELLED) }
      context.observer.progress(CallProgress(done: done, total: total, note: note.map { String(cString: $0) } ?? ""))
      return Int32(LEAP_OK)
    }
    host.preview = { call, key, tensor in
      guard let key, let tensor else { return Int32(LEAP_EARG) }
      guard let show = CallContext.from(call)?.observer.preview else { return Int32(LEAP_OK) }
      guard let copy = Tensor(copying: tensor.pointee) else { return Int32(LEAP_EARG) }
      show(String(cString: key), copy)
      return Int32(LEAP_OK)
    }
    host.parallel_for = { call, n, grain, body, argument in
      guard let body, n >= 0, grain > 0 else { return Int32(LEAP_EARG) }
      if n > 0 { WorkPool.shared.run(count: n, grain: grain, body: body, argument: argument) }
      return Int32(LEAP_OK)
    }
    host.lanes = { _ in Int32(WorkPool.shared.lanes) }
  }

  private static func addOptions(to host: inout leap_host) {
    host.options_json = { options in OptionsHandle.from(options).map { UnsafePointer($0.text) } }
    host.option_i64 = { options, pointer, out in
      guard let options = OptionsHandle.from(options), let out else { return Int32(LEAP_EARG) }
      let (status, value) = options.number(pointer)
      guard status == LEAP_OK else { return Int32(status) }
      guard let whole = Int64(exactly: value) else { return Int32(LEAP_EARG) }
      out.pointee = whole
      return Int32(LEAP_OK)
    }
    host.option_f64 = { options, pointer, out in
      guard let options = OptionsHandle.from(options), let out else { return Int32(LEAP_EARG) }
      let (status, value) = options.number(pointer)
      if status == LEAP_OK { out.pointee = value }
      return Int32(status)
    }
    host.option_str = { options, pointer, out in
      guard let options = OptionsHandle.from(options), let out else { return Int32(LEAP_EARG) }
      let (status, value) = options.string(pointer)
      if status == LEAP_OK { out.pointee = value }
      return Int32(status)
    }
  }
}
