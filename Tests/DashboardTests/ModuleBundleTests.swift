import Core
import Foundation
import Testing

@testable import Dashboard

/// Modules for a document that opens from disk.
@Suite struct ModuleBundleTests {
  @Test(arguments: [
    ("./camera.js", "map/popmap.js", "map/camera.js"), ("../core/dom.js", "map/hover.js", "core/dom.js"),
    ("./main.js", "index.js", "main.js"), ("../../a.js", "x/y/z.js", "a.js"),
  ])
  func importsCountFromTheirModule(path: String, from: String, target: String) {
    #expect(ModuleBundle.resolved(Substring(path), from: from) == target)
  }

  @Test func aModuleComesWithAllThatItImports() throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("leap-bundle-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: folder) }
    for (name, text) in [
      ("report/report.js", "import { a } from '../map/a.js';\nimport { b } from './b.js';\n"),
      ("map/a.js", "import { b } from '../report/b.js';\nexport const a = b;\n"), ("report/b.js", "export const b = 1;\n"),
      ("other.js", "export const c = 1;\n"),
    ] {
      let file = folder.appendingPathComponent(name)
      try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
      try text.write(to: file, atomically: true, encoding: .utf8)
    }
    let bundle = try ModuleBundle("report/report.js", in: WebFolder(override: folder.path))
    #expect(Set(bundle.imports.keys) == ["leap/report/report.js", "leap/map/a.js", "leap/report/b.js"])
    let address = try #require(bundle.imports["leap/map/a.js"])
    let text = try #require(Data(base64Encoded: String(address.split(separator: ",")[1])))
    #expect(String(decoding: text, as: UTF8.self) == "import { b } from 'leap/report/b.js';\nexport const a = b;\n")
    #expect(throws: LeapError.self) { try ModuleBundle("report/none.js", in: WebFolder(override: folder.path)) }
  }
}
