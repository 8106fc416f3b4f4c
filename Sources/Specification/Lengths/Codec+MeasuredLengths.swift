/// Measured lengths as a scenario has them: in a file, or in the scenario itself.
private struct LengthsDraft {
  var place = MeasuredPlace()
  var group = 1
  var lengths: [Int]?

  /// A draft that says nothing.
  init() {}

  /// The draft that gives such lengths.
  init(_ measured: MeasuredLengths) {
    place = MeasuredPlace(file: measured.file, name: measured.field)
    group = measured.groupSize
    lengths = measured.lengths
  }
}

extension Codec where Value == MeasuredLengths {
  /// Measured lengths.
  ///
  /// Lengths that stand in the scenario are taken from there, and a file named beside them only tells
  /// where they once came from; so a written scenario needs no other file.
  static var measured: Codec {
    let tokens = Codec<Int>.integer(1...MeasuredLengths.longest)
    let record = Codec<LengthsDraft>.record(
      blank: LengthsDraft(),
      MeasuredPlace.fields(\LengthsDraft.place) + [
        Field("group", \.group, .integer(1...65_536), isRequired: false),
        Field(
          "lengths", \.lengths, tokens.list(atMost: MeasuredLengths.countLimit).optional,
          isRequired: false),
      ])
    return Codec(
      read: { node, base, reading throws(ScenarioError) in
        var draft = base.map(LengthsDraft.init)
        if draft?.place.isChanged(by: node) == true { draft?.lengths = nil }
        let told = try record.read(node, draft, &reading)
        var measured = MeasuredLengths(
          file: told.place.file, field: told.place.name, groupSize: told.group,
          lengths: told.lengths ?? [])
        if told.lengths == nil {
          measured.lengths = try told.place.open("lengths", node, reading) {
            file, name, format throws(ScenarioError) in
            try file.lengths(in: name, format: format)
          }
        }
        return measured
      },
      write: { measured, style in record.write(LengthsDraft(measured), style).withoutNone },
      check: { measured, path, problems in
        record.check(LengthsDraft(measured), path, &problems)
        let remedy = "give whole groups of at least one length"
        guard measured.groupSize > 0 else { return }
        if measured.lengths.isEmpty || measured.lengths.count % measured.groupSize != 0 {
          problems.append(
            Problem(
              at: "\(path).group", path,
              what:
                "\(measured.lengths.count) lengths are no whole groups of \(measured.groupSize)",
              remedy: remedy))
        }
      })
  }
}
