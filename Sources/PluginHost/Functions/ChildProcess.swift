import Core
import Foundation
import Synchronization

/// A process of its own group that gets a text, answers on descriptor 3, and is ended at a deadline.
struct ChildProcess {
  enum End: Equatable {
    case exited(Int32)
    case signal(Int32)
    case timeOut
    case canceled
  }

  let answer: [UInt8]
  /// The end of what it printed.
  let printed: String
  let end: End

  /// Blocks until the child has ended.
  /// - Throws: `LeapError` when it cannot be started.
  init(
    _ executable: String, _ arguments: [String], input: [UInt8], timeLimit: Double, isCancelled: borrowing Atomic<Bool>
  ) throws {
    func failed(_ what: String) -> LeapError {
      LeapError(
        .system, doing: "starting a process to try a function", problem: "\(what): \(String(cString: strerror(errno)))",
        remedy: "check the limits of processes and of space in the temporary folder")
    }
    // Files for what may be long, so that neither side ever waits for the other.
    guard let inputFile = tmpfile(), let printedFile = tmpfile() else { throw failed("no temporary file") }
    defer {
      fclose(inputFile)
      fclose(printedFile)
    }
    guard fwrite(input, 1, input.count, inputFile) == input.count, fflush(inputFile) == 0 else {
      throw failed("no temporary file")
    }
    rewind(inputFile)
    var ends: [Int32] = [0, 0]
    guard pipe(&ends) == 0 else { throw failed("no pipe") }
    defer { close(ends[0]) }
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }

    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    posix_spawn_file_actions_adddup2(&actions, fileno(inputFile), 0)
    posix_spawn_file_actions_adddup2(&actions, fileno(printedFile), 1)
    posix_spawn_file_actions_adddup2(&actions, fileno(printedFile), 2)
    posix_spawn_file_actions_adddup2(&actions, ends[1], FunctionReply.descriptor)
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETPGROUP))
    defer {
      posix_spawn_file_actions_destroy(&actions)
      posix_spawnattr_destroy(&attributes)
    }
    // Swift's own backtrace takes longer than everything else together.
    let environment = ProcessInfo.processInfo.environment.merging(["SWIFT_BACKTRACE": "enable=no"]) { $1 }
    var child = pid_t()
    let status = Self.withStrings([executable] + arguments) { arguments in
      Self.withStrings(environment.map { "\($0)=\($1)" }) { environment in
        posix_spawn(&child, executable, &actions, &attributes, arguments, environment)
      }
    }
    close(ends[1])
    guard status == 0 else {
      errno = status
      throw failed("'\(executable)' does not start")
    }
    (answer, end) = Self.wait(for: child, reading: ends[0], timeLimit: timeLimit, isCancelled: isCancelled)
    printed = Self.tail(of: printedFile)
  }

  private static func withStrings<Answer>(
    _ texts: [String], _ body: (UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>) -> Answer
  ) -> Answer {
    var strings = texts.map { strdup($0) } + [nil]
    defer { for string in strings { free(string) } }
    return strings.withUnsafeMutableBufferPointer { body($0.baseAddress!) }  // it has at least the nil
  }

  /// Looks every 20 ms, because a process that the child started may hold its descriptors open.
  private static func wait(
    for child: pid_t, reading descriptor: Int32, timeLimit: Double, isCancelled: borrowing Atomic<Bool>
  ) -> (answer: [UInt8], end: End) {
    _ = fcntl(descriptor, F_SETFL, O_NONBLOCK)
    let deadline = ContinuousClock.now + .seconds(timeLimit)
    var (answer, end, status) = ([UInt8](), End?.none, Int32(0))
    while true {
      var entry = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
      let isClosed = poll(&entry, 1, 20) > 0 && !read(descriptor, into: &answer)
      if end == nil, ContinuousClock.now >= deadline { end = .timeOut }
      if end == nil, isCancelled.load(ordering: .relaxed) { end = .canceled }
      if end != nil { kill(-child, SIGKILL) }
      if waitpid(child, &status, isClosed && end != nil ? 0 : WNOHANG) == child { break }
      if isClosed { usleep(200) }  // it has closed its end and is about to go
    }
    kill(-child, SIGKILL)  // what it may have started
    _ = read(descriptor, into: &answer)
    let signal = status & 0x7F
    return (answer, end ?? (signal == 0 ? .exited((status >> 8) & 0xFF) : .signal(signal)))
  }

  /// Takes what is there. False at the end.
  private static func read(_ descriptor: Int32, into bytes: inout [UInt8]) -> Bool {
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while bytes.count < 1 << 24 {
      let count = Glibc.read(descriptor, &buffer, buffer.count)
      if count <= 0 { return count < 0 && (errno == EAGAIN || errno == EINTR) }
      bytes += buffer[..<count]
    }
    return true
  }

  private static func tail(of file: UnsafeMutablePointer<FILE>) -> String {
    let size = lseek(fileno(file), 0, SEEK_END)
    var buffer = [UInt8](repeating: 0, count: 300)
    let count = pread(fileno(file), &buffer, buffer.count, max(0, size - 300))
    return String(decoding: buffer[..<max(0, count)], as: UTF8.self).split(whereSeparator: \.isNewline).joined(separator: " ")
  }
}
