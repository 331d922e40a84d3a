import Core
import Foundation
import Store
import Testing

@testable import Dashboard

/// What the routes of runs answer, without any plugin.
@Suite struct RunRouteTests {
  @Test func aRunIsDescribed() async throws {
    let project = try SmallProject(library: "libNowhere.so")
    try await project.ask { client in
      let reply = try await client.get("/api/v1/project")
      #expect(reply.status == 200 && reply.at("/current") == .string("run-0001") && reply.at("/methods_known") == .bool(false))
      let list = try await client.get("/runs")
      #expect(list.at("/runs/0/state") == .string("finished") && list.number("/runs/0/facts/test_accuracy") == 1)
      let run = try await client.get("/runs/run-0001")
      #expect(run.at("/sample_count") == .int(10) && run.at("/subsets/1/first") == .int(4))
      #expect(run.at("/classes") == .array([.string("even"), .string("odd")]))
      #expect(run.at("/map/available") == .bool(true) && run.at("/map/preview") == .bool(false))
      #expect(run.at("/columns/3/name") == .string("loss") && run.at("/columns/3/missing") == .int(1))
      #expect(run.at("/columns/3/max") == .double(0.8) && run.at("/columns/3/distinct") == .int(9))
      #expect(run.at("/columns/4/values") == .array([.string("high"), .string("low")]))
      #expect(run.at("/columns/2/values") == .array([.bool(false), .bool(true)]))
    }
  }

  @Test func columnsKeepEveryDigitAndSayWhatIsMissing() async throws {
    let project = try SmallProject()
    try await project.ask { client in
      let reply = try await client.get("/runs/run-0001/columns?names=loss,label,correct,word,subset")
      #expect(reply.status == 200 && reply.headers[.contentType] == "application/vnd.leap.arrays")
      let read = try ArrayReader(reply.bytes)
      #expect(Array(read.numbers("loss")[..<9]) == (0..<9).map { Double($0) / 10 } && read.numbers("loss")[9].isNaN)
      #expect(read.numbers("label") == (0..<10).map { Double($0 % 2) })
      #expect(read.numbers("correct") == (0..<10).map { $0 == 3 ? 0 : 1 } && read.dtype("correct") == "uint8")
      #expect(read.numbers("word") == [4_294_967_295, 1, 1, 1, 1, 0, 0, 0, 0, 0])
      #expect(read.words("word") == .array([.string("high"), .string("low")]))
      #expect(read.numbers("subset") == [1, 1, 1, 1, 2, 2, 0, 0, 0, 0])
      let misspelled = try await client.get("/runs/run-0001/columns?names=lable")
      #expect(misspelled.status == 422 && misspelled.at("/error/remedy") == .string("did you mean 'label'?"))
      #expect(try await client.get("/runs/run-0001/columns").status == 400)
      let map = try ArrayReader(try await client.get("/runs/run-0001/map").bytes)
      #expect(map.numbers("x") == (0..<10).map(Double.init) && map.numbers("y") == (0..<10).map { -Double($0) })
      #expect(map.header["preview"] == .bool(false))
    }
  }

  @Test func filtersSelectRowsAndSayWhereTheyAreWrong() async throws {
    let project = try SmallProject()
    try await project.ask { client in
      let chosen = try await client.get("/runs/run-0001/select?filter=label%20%3D%3D%201%20%26%26%20loss+%3E+0.2")
      #expect(try ArrayReader(chosen.bytes).numbers("rows") == [3, 5, 7])
      let finding = try await client.get("/runs/run-0001/select?filter=selection(insight_1)")
      #expect(try ArrayReader(finding.bytes).numbers("rows") == [1, 3])
      let all = try await client.get("/runs/run-0001/select")
      #expect(try ArrayReader(all.bytes).shape("rows") == [10])
      let wrong = try await client.get("/runs/run-0001/select?filter=label%20%3D%3D%20%3D")
      #expect(wrong.status == 422 && wrong.problem.contains("character 10"))
    }
  }

  @Test func trainingHasItsBatchesAndEpochs() async throws {
    let project = try SmallProject()
    try await project.ask { client in
      let all = try ArrayReader(try await client.get("/runs/run-0001/training").bytes)
      #expect(all.numbers("step") == [0, 1, 2, 3] && all.numbers("epoch") == [0, 0, 1, 1])
      #expect(all.numbers("loss") == [1, 0.5, 1 / 3.0, 0.25] && all.numbers("seconds").allSatisfy(\.isNaN))
      #expect(JSONValue.object(all.header).at(pointer: "/epochs/0/validation_loss") == .null)
      let later = try ArrayReader(try await client.get("/runs/run-0001/training?from=3").bytes)
      #expect(later.numbers("step") == [3])
    }
  }

  @Test func aTitleAndANoteAreKept() async throws {
    let project = try SmallProject()
    try await project.ask { client in
      let reply = try await client.send(.patch, "/runs/run-0001", #"{"title":"first","note":"ok"}"#)
      #expect(reply.status == 200 && reply.at("/title") == .string("first"))
      let second = try await client.send(.patch, "/runs/run-0001", #"{"note":""}"#)
      #expect(second.at("/title") == .string("first") && second.at("/note") == .string(""))
      #expect(try await client.get("/runs/run-0001").at("/title") == .string("first"))
    }
  }

  @Test func aRunUnderWayIsNotDeleted() async throws {
    let project = try SmallProject()
    let running = try project.store.createRun(project: "small", fingerprint: "g")
    let lock = try project.store.lock(running)
    try await project.ask { client in
      #expect(try await client.get("/runs").at("/runs/0/state") == .string("running"))
      #expect(try await client.send(.delete, "/runs/run-0002").status == 409)
      #expect(try await client.send(.delete, "/runs/run-0001").status == 204)
      #expect(try await client.get("/runs/run-0001").status == 404)
      #expect(!FileManager.default.fileExists(atPath: project.run.directory))
      // It has no data set yet: its page opens all the same.
      let early = try await client.get("/runs/run-0002")
      #expect(early.status == 200 && early.at("/sample_count") == .int(0) && early.headers[.eTag] == nil)
      #expect(try await client.get("/runs/run-0002/map").status == 422)
    }
    withExtendedLifetime(lock) {}
  }

  @Test func changedOptionsAreListed() async throws {
    let project = try SmallProject()
    _ = try project.store.createRun(
      project: "small", fingerprint: "h", options: SmallProject.options(seed: 2, epochs: 3))
    try await project.ask { client in
      let changed = try await client.get("/runs").at("/runs/0/changed")
      #expect(
        changed
          == .array([
            .object(["path": .string("seed"), "before": .string("1"), "after": .string("2")]),
            .object(["path": .string("training.epochs"), "before": .string("2"), "after": .string("3")]),
          ]))
      #expect(try await client.get("/runs").at("/runs/0/state") == .string("stopped"))
    }
  }
}
