import Core
import Testing

@Suite struct UserFoldersTests {
  @Test func dataAreWhereTheSpecificationHasThem() {
    func data(_ environment: [String: String]) -> String { UserFolders(environment: environment).data }
    #expect(data(["HOME": "/h", "XDG_DATA_HOME": "/data"]) == "/data")
    #expect(data(["HOME": "/h"]) == "/h/.local/share")
    #expect(data(["HOME": "/h", "XDG_DATA_HOME": ""]) == "/h/.local/share")
    #expect(data(["HOME": "/h", "XDG_DATA_HOME": "relative/data"]) == "/h/.local/share")
  }

  /// Without a home in the environment, the account's own counts.
  @Test func homeIsAbsolute() {
    for environment in [[:], ["HOME": ""], ["HOME": "here"]] {
      #expect(UserFolders(environment: environment).home.hasPrefix("/"))
    }
  }
}
