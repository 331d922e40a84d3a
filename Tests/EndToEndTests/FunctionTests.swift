import Foundation
import Store
import Testing

/// `functions:` of leap.yaml, on real data and through the real program.
@Suite struct FunctionTests {
  private static let contrast = """
      - name: contrast
        library: ./libcontrast.so
        signature: "f64(pixels: f32[], count: usize)"
        check: [{arguments: [[0, 1, 0, 1], 4], result: 0.5}]
    """
  private static let size = """
      - {name: size, library: libm.so.6, symbol: fabs, signature: double(double), arguments: [loss],
         check: [{arguments: [-2.0], result: 2.0}]}
    """
  private static func crashing(_ extra: String) -> String {
    """
      - {name: crash, library: ./libbroken.so, symbol: reads_null, signature: f64(f64), arguments: [loss],
         check: {arguments: [1], result: 1}\(extra)}
    """
  }

  static func compile(_ source: String, to library: String) throws {
    let compiler = Process()
    compiler.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    compiler.arguments = ["cc", "-O1", "-shared", "-fPIC", HostProcess.repository + "/" + source, "-o", library, "-lm"]
    try compiler.run()
    compiler.waitUntilExit()
    try #require(compiler.terminationStatus == 0)
  }

  private static func write(_ functions: [String], to folder: String) throws {
    let text = try HostProcess.smallProject("functions:\n" + functions.joined(separator: "\n"), training: 200)["leap.yaml"]
    try text?.write(toFile: folder + "/leap.yaml", atomically: true, encoding: .utf8)
  }

  @Test func columnsOfFunctions() throws {
    let folder = try HostProcess.folder()
    try Self.compile("Examples/c-function/contrast.c", to: folder + "/libcontrast.so")
    try Self.compile("Tests/Fixtures/functions/broken.c", to: folder + "/libbroken.so")

    try Self.write([Self.contrast, Self.crashing("")], to: folder)
    let required = try HostProcess.run(["run"], in: folder)
    #expect(required.status == 69)
    #expect(required.lastError.contains("checking function 'crash': reads_null(1) dies of SIGSEGV"), "\(required.errors)")

    try Self.write([Self.contrast, Self.crashing(", optional: true")], to: folder)
    let optional = try HostProcess.run(["run"], in: folder)
    #expect(optional.status == 0, "\(optional.errors)")
    #expect(optional.errors.contains("the run goes on without column 'crash'"))

    // A column that is added to a finished run is computed alone, and what reads all columns, the findings, with it.
    try Self.write([Self.contrast, Self.size], to: folder)
    let added = try HostProcess.run(["run", "--json"], in: folder)
    let stages = try #require(added.json()["stages"] as? [[String: Any]])
    for stage in stages {
      #expect(stage["cached"] as? Bool == !["metadata", "analyze"].contains(stage["name"] as? String), "\(stage)")
    }

    let store = try RunStore(readingOnly: folder + "/.leap")
    let name = try #require(added.json()["run"] as? String)
    let run = try #require(try store.run(named: name))
    func floats(_ name: String) throws -> [Double?] {
      guard case .float64(let values)? = try store.column(name, of: run)?.values else { return [] }
      return values
    }
    #expect(try floats("size") == floats("loss"))
    let contrast = try floats("contrast")
    #expect(contrast.count == 3000 && contrast.allSatisfy { ($0 ?? -1) > 0.05 && ($0 ?? 1) < 0.5 })
    #expect(try store.step(.function("size"), of: run)?.state == .finished)
    #expect(try floats("crash").isEmpty)
  }
}
