import Specification

/// The user's file of settings, `$XDG_CONFIG_HOME/tandem/config.yaml`.
enum ConfigurationFile {
  /// A setting that the file makes.
  struct Entry {
    let setting: Setting
    let value: String
    let mark: SourceMark
  }

  /// Where it is or would be; `nil` without a home.
  static var path: String? {
    Resources.configurationFolder.map { "\($0)/config.yaml" }
  }

  /// Reads the file; one that is not there makes no settings.
  ///
  /// - Throws: `Settings.Failure` for the first thing that is wrong, with file, line and column.
  static func read() throws(Settings.Failure) -> [Entry] {
    guard let path, InputFile.exists(path) else { return [] }
    do {
      return try entries(in: try ScenarioFiles.read(path), file: path)
    } catch let failure as Settings.Failure {
      throw failure
    } catch {
      throw Settings.Failure(description: "\(path): \(error)")
    }
  }

  /// Reads a text.
  static func entries(in text: String, file: String) throws(Settings.Failure) -> [Entry] {
    let settings: SettingsText
    do {
      settings = try SettingsText(yaml: text, file: file)
    } catch {
      throw Settings.Failure(description: "\(error)")
    }
    return try settings.entries.map { entry throws(Settings.Failure) in
      guard let setting = Setting(rawValue: entry.key) else {
        let known = Setting.allCases.map(\.rawValue)
        throw Settings.Failure(
          description: "\(entry.keyMark): no setting is called '\(entry.key)'; "
            + Suggestion.remedy(for: entry.key, among: known))
      }
      if let problem = setting.problem(with: entry.value) {
        throw Settings.Failure(description: "\(entry.valueMark): \(setting.rawValue): \(problem)")
      }
      return Entry(setting: setting, value: entry.value, mark: entry.valueMark)
    }
  }

  /// A file that says what every setting does, and sets none.
  static var template: String {
    var text =
      "# Tandem's settings. A flag goes before TANDEM_… in the environment, that before this.\n"
    for setting in Setting.allCases {
      text += "\n# \(setting.help)\n# \(setting.rawValue): \(setting.usual)\n"
    }
    return text
  }
}
