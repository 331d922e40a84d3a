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
    let folder = try written([
      "report/report.js": "import { a } from '../map/a.js';\nimport {\n  b,\n} from './b.js';\n",
      "map/a.js": "import { b } from '../report/b.js';\nexport const a = b;\n", "report/b.js": "export const b = 1;\n",
      "other.js": "export const c = 1;\n",
    ])
    defer { try? FileManager.default.removeItem(at: folder) }
    let bundle = try ModuleBundle("report/report.js", in: WebFolder(override: folder.path))
    #expect(Set(bundle.imports.keys) == ["leap/report/report.js", "leap/map/a.js", "leap/report/b.js"])
    let address = try #require(bundle.imports["leap/map/a.js"])
    let text = try #require(Data(base64Encoded: String(address.split(separator: ",")[1])))
    #expect(String(decoding: text, as: UTF8.self) == "import { b } from 'leap/report/b.js';\nexport const a = b;\n")
    #expect(throws: LeapError.self) { try ModuleBundle("report/none.js", in: WebFolder(override: folder.path)) }
  }

  @Test(arguments: [
    "import './b.js';", "import { b } from \"./b.js\";", "const b = await import('./b.js');",
    "const sheet = new URL('b.css', import.meta.url);", "export * from \"./b.js\";", "import { b } from 'b';",
    "let a; import { b } from './b.js';",
  ])
  func whatCannotBeFollowedIsRefused(line: String) throws {
    let folder = try written(["a.js": "export const one = 1;\n\(line)\n", "b.js": "export const b = 1;\n"])
    defer { try? FileManager.default.removeItem(at: folder) }
    #expect {
      try ModuleBundle("a.js", in: WebFolder(override: folder.path))
    } throws: {
      "\($0)".contains("the page's file 'a.js' says")
    }
  }

  @Test func commentsMaySpeakOfImports() throws {
    let text = "/** @param {import('./b.js').B} b */\nexport const a = 1; // import \"./b.js\"\n"
    let folder = try written(["a.js": text])
    defer { try? FileManager.default.removeItem(at: folder) }
    #expect(try ModuleBundle("a.js", in: WebFolder(override: folder.path)).imports.keys.sorted() == ["leap/a.js"])
  }

  @Test func thePageHasWhatReportsNeed() throws {
    let web = URL(fileURLWithPath: #filePath).appendingPathComponent("../../../Sources/Dashboard/Web").standardized
    let bundle = try ModuleBundle("report/report.js", in: WebFolder(override: web.path))
    #expect(bundle.imports.keys.contains("leap/map/popmap.js"))
  }

  /// A folder of modules by their names.
  private func written(_ modules: [String: String]) throws -> URL {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("leap-bundle-\(UUID().uuidString)")
    for (name, text) in modules {
      let file = folder.appendingPathComponent(name)
      try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
      try text.write(to: file, atomically: true, encoding: .utf8)
    }
    return folder
  }
}
