extension Codec where Value == Arrivals {
  /// When requests come.
  static var arrivals: Codec {
    let count = Codec<Int>.integer(1...1 << 24)
    return .variants([
      .carrying(
        "at-once", "1000", count, make: { .atOnce(requests: $0) },
        take: {
          guard case .atOnce(let requests) = $0 else { return nil }
          return requests
        }),
      .carrying(
        "poisson", "{requests: 40000, per-second: 3000}",
        .record(
          blank: PoissonArrivals(requests: 0, perSecond: 0), isFlat: true,
          [
            Field("requests", \.requests, count, synonyms: ["count", "num-prompts"]),
            Field("per-second", \.perSecond, .number(1e-6, 1e9), synonyms: ["rate", "qps"]),
          ]),
        make: { .poisson($0) },
        take: {
          guard case .poisson(let process) = $0 else { return nil }
          return process
        }),
      .carrying(
        "measured", "{file: trace.csv, column: seconds}", .measured, make: { .measured($0) },
        take: {
          guard case .measured(let measured) = $0 else { return nil }
          return measured
        }),
    ])
  }
}

/// Measured arrivals as a scenario has them: in a file, or in the scenario itself.
private struct ArrivalsDraft {
  var place = MeasuredPlace()
  var seconds: [Double]?

  init() {}

  init(_ measured: MeasuredArrivals) {
    place = MeasuredPlace(file: measured.file, name: measured.field)
    seconds = measured.seconds
  }
}

extension Codec where Value == MeasuredArrivals {
  /// Measured arrivals; times that stand in the scenario are taken from there.
  static var measured: Codec {
    let time = Codec<Double>.number(0, MeasuredArrivals.latest)
    let record = Codec<ArrivalsDraft>.record(
      blank: ArrivalsDraft(),
      MeasuredPlace.fields(\ArrivalsDraft.place) + [
        Field(
          "seconds", \.seconds, time.list(atMost: MeasuredLengths.countLimit).optional,
          isRequired: false)
      ])
    return Codec(
      read: { node, base, reading throws(ScenarioError) in
        var draft = base.map(ArrivalsDraft.init)
        if draft?.place.isChanged(by: node) == true { draft?.seconds = nil }
        let told = try record.read(node, draft, &reading)
        var measured = MeasuredArrivals(
          file: told.place.file, field: told.place.name, seconds: told.seconds ?? [])
        if told.seconds == nil {
          measured.seconds = try told.place.open("arrivals", node, reading) {
            file, name, format throws(ScenarioError) in
            try file.seconds(in: name, format: format)
          }
        }
        return measured
      },
      write: { measured, style in record.write(ArrivalsDraft(measured), style).withoutNone },
      check: { measured, path, problems in
        record.check(ArrivalsDraft(measured), path, &problems)
        let order = zip(measured.seconds, measured.seconds.dropFirst())
        if measured.seconds.isEmpty {
          problems.append(
            Problem(at: path, what: "no request arrives", remedy: "give at least one time"))
        } else if let early = order.first(where: { $0 > $1 }) {
          problems.append(
            Problem(
              at: "\(path).seconds", path,
              what: "a request at \(UnitSystem.number.write(early.1)) s follows one at "
                + "\(UnitSystem.number.write(early.0)) s",
              remedy: "give times in their order"))
        }
      })
  }
}
