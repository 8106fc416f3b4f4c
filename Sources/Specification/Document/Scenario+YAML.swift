extension Scenario {
  /// Reads a scenario from YAML.
  ///
  /// - Throws: the first thing that is wrong with it, with file, line and column.
  public init(
    yaml: String, file: String, readFile: @escaping FileReader = ScenarioDocument.noFiles
  ) throws(ScenarioError) {
    self = try ScenarioDocument(yaml: yaml, file: file, readFile: readFile).scenario
  }

  /// Writes the scenario as YAML that is read back as the same scenario.
  ///
  /// The full style names no preset and no file that is needed; the same scenario gives the same text.
  public func yaml(_ style: YAMLStyle = .full) -> String {
    Codec<Scenario>.scenario.write(self, style).rendered()
  }

  /// Changes one key, as in `set("policy.staleness", to: "2")`, and checks the outcome.
  ///
  /// - Throws: what is wrong with the change; the scenario is unchanged then.
  public mutating func set(_ keyPath: String, to value: String) throws(ScenarioError) {
    var document = ScenarioDocument(self)
    try document.apply([ScenarioSetting(keyPath, to: value)])
    self = document.scenario
  }
}

extension Cluster {
  /// Writes the cluster as YAML, in full, as it can stand in a scenario.
  public func yaml() -> String {
    YAMLTree.block([YAMLLine(key: "cluster", value: Codec<Cluster>.cluster.write(self, .full))])
      .rendered()
  }
}

extension Chip {
  /// Writes the chip as YAML, in full, as it can stand in a scenario's cluster.
  public func yaml() -> String {
    let chip = YAMLLine(key: "chip", value: Codec<Chip>.chip.write(self, .full))
    return YAMLTree.block([YAMLLine(key: "cluster", value: .block([chip]))]).rendered()
  }
}

extension Transformer {
  /// Writes the model as YAML, in full, as it can stand in a scenario.
  public func yaml() -> String {
    YAMLTree.block([
      YAMLLine(key: "model", value: Codec<Transformer>.transformer.write(self, .full))
    ])
    .rendered()
  }
}
