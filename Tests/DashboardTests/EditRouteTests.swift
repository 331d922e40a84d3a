import Core
import ProjectConfiguration
import Store
import Testing

@testable import Dashboard

/// What people write: decisions, charts, notes.
@Suite struct EditRouteTests {
  @Test func aDecisionIsKept() async throws {
    let project = try SmallProject()
    try await project.ask { client in
      let reply = try await client.send(.put, "/runs/run-0001/insights/1/state", #"{"state":"dismissed"}"#)
      #expect(reply.status == 200 && reply.at("/state") == .string("dismissed"))
      #expect(try await client.get("/runs/run-0001/insights").at("/insights/0/state") == .string("dismissed"))
      let one = try await client.get("/runs/run-0001/insights/1")
      #expect(one.at("/members/0/sample") == .string("training:3") && one.at("/members/0/row") == .int(3))
      #expect(one.at("/members/0/loss") == .double(0.3) && one.at("/members/1/score") == .double(0.5))
      #expect(try await client.send(.put, "/runs/run-0001/insights/1/state", #"{"state":"gone"}"#).status == 400)
      for id in ["2", "x", "99999999999999999999"] {
        #expect(try await client.get("/runs/run-0001/insights/\(id)").status == 404, "\(id)")
      }
    }
  }

  /// Details are a plugin's words: a count that is none is left out, and nothing falls over.
  @Test func detailsOfAPluginAreNotTrusted() async throws {
    let project = try SmallProject()
    func column(_ count: String) -> String { #"{"name":"word","value":"low","count":\#(count)}"# }
    let details = #"{"columns":[\#(column("1e300")),\#(column("0.5")),\#(column("2")),\#(column("\"x\"")),7]}"#
    try project.store.write(
      [InsightRecord(kind: "odd", title: "t", severity: 1, members: [0], details: details, source: "test")],
      step: .analyzer(library: "x", component: "y"),
      of: project.run)
    try await project.ask { client in
      let id = try await client.get("/runs/run-0001/insights").number("/insights/0/id") ?? 0
      let reply = try await client.get("/runs/run-0001/insights/\(Int(id))")
      #expect(reply.status == 200 && reply.number("/explanations/0/count") == 2 && reply.at("/explanations/1") == nil)
    }
  }

  @Test func chartsAreSavedChangedOrderedAndDeleted() async throws {
    let project = try SmallProject()
    try await project.ask { client in
      let made = try await client.send(
        .post, "/charts", #"{"title":"mine","of":"samples","kind":"bars","query":{"x":{"column":"label"}}}"#)
      #expect(made.status == 201 && made.at("/id") == .string("own-1") && made.at("/position") == .int(2))
      #expect(try await client.send(.put, "/charts/own-1", #"{"title":"ours"}"#).at("/title") == .string("ours"))
      let ordered = try await client.send(.put, "/charts/order", #"{"ids":["own-1","yaml-confusion"]}"#)
      #expect(ordered.at("/charts/0/id") == .string("own-1") && ordered.at("/charts/2/id") == .string("yaml-by-label"))
      #expect(try await client.send(.put, "/charts/yaml-confusion", #"{"hidden":true}"#).at("/hidden") == .bool(true))
      let list = try await client.get("/charts")
      #expect(list.at("/charts/1/hidden") == .bool(true) && list.at("/charts/1/kind") == .string("confusion-matrix"))
      #expect(list.at("/charts/0/query/x/column") == .string("label") && list.at("/charts/0/source") == .string("dashboard"))
      #expect(try await client.send(.put, "/charts/yaml-confusion", #"{"title":"no"}"#).status == 422)
      #expect(try await client.send(.delete, "/charts/yaml-confusion").status == 422)
      #expect(try await client.send(.delete, "/charts/own-1").status == 204)
      #expect(try await client.send(.delete, "/charts/own-1").status == 404)
      #expect(try await client.send(.put, "/charts/order", #"{"ids":["own-1"]}"#).status == 404)
      for body in [
        #"{"kind":"bars","query":{"x":{"column":"label"}}}"#, #"{"title":"a","kind":"pie"}"#, #"{"title":"a","kind":"bars"}"#,
        #"{"title":"a","kind":"bars","query":{"y":{}}}"#, #"{"title":"","kind":"roc"}"#, #"{"title":"a","kind":"roc","of":"x"}"#,
        #"{"title":"a","kind":"bars","query":{"x":{"column":"label","bins":-1}}}"#,
      ] { #expect(try await client.send(.post, "/charts", body).status == 400, "\(body)") }
      let roc = try await client.send(.post, "/charts", #"{"title":"a","kind":"roc","query":{"filter":"label == 1"}}"#)
      #expect(roc.status == 201)
    }
  }

  /// A chart of leap.yaml that cannot be read is said with its line when the server starts, and not by each page.
  @Test func wrongChartsOfLeapYAMLAreSaidAtTheStart() throws {
    let project = try SmallProject()
    let yaml = """
      project: small
      dataset: libD.so
      model: libM.so
      dashboard:
        charts:
          - {name: a, x: {column: label}}
          - {name: b, x: {column: label, bins: 3, width: 2}}
      """
    let plan = try ProjectPlan(yaml: yaml, file: project.folder + "/leap.yaml")
    let error = #expect(throws: LeapError.self) { _ = try DashboardServer(plan: plan, store: project.store, environment: [:]) }
    #expect(error?.place?.hasSuffix("leap.yaml:7:7") == true && error?.problem.contains("more than one of bins") == true)
  }

  @Test func notesBelongToSamples() async throws {
    let project = try SmallProject()
    try await project.ask { client in
      let path = "/runs/run-0001/samples/test:1"
      let tag = try await client.get(path).headers[.eTag]
      let noted = try await client.send(.put, "/annotations/test:1", #"{"note":"odd one","tags":["a","b","a",""]}"#)
      #expect(noted.status == 200 && noted.at("/tags") == .array([.string("a"), .string("b")]))
      let sample = try await client.get(path)
      #expect(sample.at("/note") == .string("odd one") && sample.headers[.eTag] != tag)
      #expect(try await client.get("/annotations").at("/annotations/0/sample") == .string("test:1"))
      #expect(try await client.send(.put, "/annotations/test:1", "{}").status == 200)
      #expect(try await client.get("/annotations").at("/annotations") == .array([]))
      #expect(try await client.get(path).headers[.eTag] == tag)
      #expect(try await client.send(.put, "/annotations/test:9", #"{"note":"x"}"#).status == 404)
      #expect(try await client.send(.put, "/annotations/test", #"{"note":"x"}"#).status == 400)
      let long = String(repeating: "x", count: 10_001)
      #expect(try await client.send(.put, "/annotations/test:1", #"{"note":"\#(long)"}"#).status == 400)
    }
  }
}
