import Glibc

/// Wall and processor seconds since `start`, and the process's peak memory.
final class Clock {
  private var wall = 0.0
  private var cpu = 0.0

  func start() {
    wall = Self.now(CLOCK_MONOTONIC)
    cpu = Self.now(CLOCK_PROCESS_CPUTIME_ID)
  }

  var line: String {
    let w = Self.now(CLOCK_MONOTONIC) - wall, c = Self.now(CLOCK_PROCESS_CPUTIME_ID) - cpu
    return #"{"wall": \#(w), "cpu": \#(c), "mb": \#(Self.peak)}"#
  }

  /// Not getrusage's, which a process inherits from the one that started it.
  private static var peak: Double {
    guard let file = fopen("/proc/self/status", "r") else { return 0 }
    defer { fclose(file) }
    var line = [CChar](repeating: 0, count: 256)
    while fgets(&line, 256, file) != nil {
      let text = String(decoding: line.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
      guard text.hasPrefix("VmHWM:") else { continue }
      return (Double(text.split { !$0.isNumber }.first ?? "") ?? 0) / 1024
    }
    return 0
  }

  private static func now(_ clock: clockid_t) -> Double {
    var t = timespec()
    clock_gettime(clock, &t)
    return Double(t.tv_sec) + 1e-9 * Double(t.tv_nsec)
  }
}
