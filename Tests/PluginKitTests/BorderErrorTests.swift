import PluginAPI
import PluginKit
import TestHost
import Testing

/// What a host sees of errors that plugins written with PluginKit throw.
@Suite struct BorderErrorTests {
  /// Asks `Numbers` for its fingerprint, which fails as told.
  private func fingerprint(_ options: String, canceled: Bool = false) throws -> (status: Int32, recorder: Recorder) {
    let recorder = Recorder()
    recorder.options = options
    recorder.canceled = canceled
    let numbers = try #require(Instance("numbers", recorder))
    defer { numbers.destroy() }
    return (numbers.table(leap_dataset.self).fingerprint(numbers.raw, recorder.handle, recorder.handle), recorder)
  }

  @Test func aResultIsStatusZero() throws {
    let (status, recorder) = try fingerprint("{}")
    #expect(status == LEAP_OK)
    #expect(recorder.failure == nil)
    #expect(recorder.texts == ["content": "ten"])
  }

  @Test(arguments: [LEAP_EFAIL, LEAP_EARG, LEAP_EUNSUPPORTED, LEAP_ENOTFOUND, LEAP_ENOMEM, LEAP_EIO, LEAP_ESTATE, LEAP_EDATA])
  func aPluginErrorBecomesItsStatusAndMessage(_ code: Int) throws {
    let (status, recorder) = try fingerprint("{\"failure\": \"\(code)\"}")
    #expect(status == code)
    #expect(recorder.failure?.code == Int32(code))
    #expect(recorder.failure?.message == "failed as told with Grüßen")
  }

  @Test func anyOtherErrorBecomesFailAndItsDescription() throws {
    let (status, recorder) = try fingerprint(#"{"failure": "strange"}"#)
    #expect(status == LEAP_EFAIL)
    #expect(recorder.failure?.message == "something strange")
  }

  @Test func cancellingEndsTheCall() throws {
    #expect(try fingerprint(#"{"failure": "cancel"}"#, canceled: true).status == LEAP_ECANCELLED)
    #expect(try fingerprint(#"{"failure": "cancel"}"#, canceled: false).recorder.texts == ["content": "went on"])
  }

  @Test func createReportsWhatInitThrows() {
    let recorder = Recorder()
    recorder.options = #"{"failure": "create"}"#
    #expect(Instance("numbers", recorder) == nil)
    #expect(recorder.failure?.code == Int32(LEAP_EARG))
    #expect(recorder.failure?.message == "refused to be created")
  }

  @Test func aMissingInstanceIsAnError() throws {
    let recorder = Recorder()
    let numbers = try #require(Instance("numbers", recorder))
    defer { numbers.destroy() }
    #expect(numbers.table(leap_dataset.self).fingerprint(nil, recorder.handle, recorder.handle) == LEAP_EARG)
    #expect(recorder.failure?.message == "the instance is NULL")
  }
}
