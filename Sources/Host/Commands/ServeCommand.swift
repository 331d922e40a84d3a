import ArgumentParser
import Core
import Dashboard
import Foundation
import Store

struct ServeCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "serve",
    abstract: "Open the project in the browser: map, samples, heat maps, similars, insights, charts and runs.",
    discussion: """
      Serves until it is stopped with Ctrl-C, on this machine only unless --host and --token say otherwise. Runs that go on
      meanwhile are followed live.

      Example: leap-host serve
      Example: leap-host serve --port 9000 --no-open
      """)

  @Option(name: .long, help: "The port to listen on; by default 8420, or the next one that is free.")
  var port: Int?
  @Option(name: .long, help: "The address to listen on, e.g. 0.0.0.0; needs --token. By default 127.0.0.1.")
  var host: String?
  @Option(name: .long, help: "What others must know to see the page: 16 or more of a-z, A-Z, 0-9, - and _.")
  var token: String?
  @Flag(name: .long, help: "Do not open the browser.")
  var noOpen = false
  @OptionGroup var project: ProjectOptions
  @OptionGroup var which: RunOption

  func validate() throws {
    guard port.map({ (1...65535).contains($0) }) ?? true else { throw ValidationError("--port must be from 1 to 65535.") }
    guard (host == nil) == (token == nil) else { throw ValidationError("--host and --token belong together.") }
  }

  mutating func run() async throws {
    let plan = try project.plan()
    let store = try Self.store(plan.directory + "/.leap")
    let (opens, run) = (!noOpen, which.name)
    let ports = port.map { $0...$0 } ?? Self.ports
    for number in ports {
      let server = try DashboardServer(
        plan: plan, store: store, plugins: project.plugin, directory: project.directory,
        environment: ProcessInfo.processInfo.environment)
      do {
        try await server.run(at: .init(host: host ?? "127.0.0.1", port: number, token: token)) { url in
          let page = run.map { "\(url)#run=\($0)" } ?? url
          // At once, also where it goes to a file or a pipe.
          FileHandle.standardOutput.write(Data("The dashboard of \(plan.name) is at \(page)\nStop it with Ctrl-C.\n".utf8))
          if opens { Browser.open(page) }
        }
      } catch is CancellationError {
        return
      } catch let error as DashboardServer.PortTaken {
        guard number < ports.upperBound else { throw error.error }
        continue
      }
      return
    }
  }

  /// Tried in this order where none is given.
  static let ports = 8420...8439

  /// The store of the project, opened for reading only where nothing can be written.
  private static func store(_ folder: String) throws -> RunStore {
    do { return try RunStore(directory: folder) } catch let error as LeapError {
      guard let store = try? RunStore(readingOnly: folder) else { throw error }
      return store
    }
  }
}

/// The user's browser.
enum Browser {
  /// Opens a page where there is a display; otherwise the address that was printed must do.
  static func open(_ page: String) {
    let environment = ProcessInfo.processInfo.environment
    guard environment["DISPLAY"] != nil || environment["WAYLAND_DISPLAY"] != nil else { return }
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = ["xdg-open", page]
    (process.standardOutput, process.standardError) = (FileHandle.nullDevice, FileHandle.nullDevice)
    try? process.run()
  }
}
