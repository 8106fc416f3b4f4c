extension Source {
  /// What stands behind figures of which some were changed, by whoever wrote the scenario.
  var afterChange: Source {
    let mark = "changed by hand; before: "
    return Source(text.hasPrefix(mark) ? text : mark + text, .assumed)
  }
}
