import Core
import Testing

@testable import Dashboard

@Suite struct MetricRouteTests {
  @Test func figuresAreThoseOfTheSamples() async throws {
    let project = try SmallProject()
    try await project.ask { client in
      let confusion = try await client.get("/runs/run-0001/confusion")
      #expect(
        confusion.at("/counts/0") == .array([.int(5), .int(0)]) && confusion.at("/counts/1") == .array([.int(1), .int(4)]))
      let metrics = try await client.get("/runs/run-0001/metrics?names=accuracy")
      #expect(metrics.number("/metrics/accuracy/training") == 0.75 && metrics.number("/metrics/accuracy/test") == 1)
      #expect(metrics.at("/samples/validation") == .int(2))
      let none = try await client.get("/runs/run-0001/metrics?filter=loss%20%3E%209&names=accuracy")
      #expect(none.status == 200 && none.at("/metrics/accuracy/test") == .null)
      #expect(try await client.get("/runs/run-0001/metrics?names=acuracy").status == 422)
      // More than are answered are refused, not left out.
      let many = (1...65).map { "top-\($0)-accuracy" }.joined(separator: ",")
      #expect(try await client.get("/runs/run-0001/metrics?names=\(many)").status == 400)
      guard case .object(let usual)? = try await client.get("/runs/run-0001/metrics").at("/metrics") else {
        throw ArrayReader.Wrong(what: "no metrics")
      }
      #expect(
        Set(usual.keys) == [
          "accuracy", "balanced-accuracy", "f1-macro", "auc", "average-precision", "calibration-error", "log-loss",
        ])
      let correlation = try await client.get("/runs/run-0001/correlation?x=loss&y=label")
      #expect(correlation.at("/n") == .int(9))
      #expect(try await client.get("/runs/run-0001/correlation?x=word&y=loss").status == 422)
      let roc = try await client.get("/runs/run-0001/curves?kind=roc")
      #expect(roc.at("/series/1/name") == .string("odd") && roc.number("/series/0/x/0") == 0)
      #expect(try await client.get("/runs/run-0001/curves?kind=calibration").at("/bins/14/n") == .int(0))
      #expect(try await client.get("/runs/run-0001/curves?kind=rocks").status == 400)
      #expect(try await client.get("/runs/run-0001/curves").status == 400)
    }
  }

  @Test func aChartIsAnswered() async throws {
    let project = try SmallProject()
    try await project.ask { client in
      let asked = #"{"of":"samples","query":{"x":{"column":"label"},"y":{"column":"loss"}}}"#
      let reply = try await client.send(.post, "/runs/run-0001/chart", asked)
      #expect(reply.status == 200 && reply.at("/title") == .string("mean loss by label"))
      #expect(reply.at("/groups/0/n") == .int(5) && abs((reply.number("/groups/0/value") ?? 0) - 0.4) < 1e-12)
      #expect(reply.at("/left_out/y") == .int(1) && reply.headers[.eTag] == nil)
      for (body, status) in [
        (#"{"query":{"x":{"column":"lable"}}}"#, 422), (#"{"query":{"x":{"colum":"label"}}}"#, 422), (#"{"query":{}}"#, 400),
        (#"{"of":"weeks","query":{"x":{"column":"label"}}}"#, 400), ("{", 400), ("[]", 400), ("", 400),
      ] { #expect(try await client.send(.post, "/runs/run-0001/chart", body).status == status, "\(body)") }
    }
  }

  @Test func aCurveIsThinnedBetweenItsEnds() {
    let points = (0...5000).map { (x: Double($0) / 5000, y: Double($0) / 5000) }
    let thin = CurveJSON.thinned(points)
    #expect(thin.count <= CurveJSON.mostPoints && thin.count > 400)
    #expect(thin.first?.x == 0 && thin.last?.x == 1)
    #expect(CurveJSON.thinned([]).isEmpty)
  }
}
