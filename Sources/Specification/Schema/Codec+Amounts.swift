import Quantities

/// The amounts that make sense, both ends included.
struct AmountRange {
  let lower: Double
  let upper: Double
}

extension Codec {
  /// An amount with a unit, of real numbers.
  fileprivate static func amount(
    _ system: UnitSystem, _ range: AmountRange, _ number: @escaping (Value) -> Double,
    _ make: @escaping (Double) -> Value
  ) -> Codec {
    let remedy =
      "write an amount from \(system.write(range.lower)) to \(system.write(range.upper)), such as "
      + system.example
    return Codec(
      read: { node, _, reading throws(ScenarioError) in
        let amount = try read(node, system, reading)
        guard amount.value.isFinite else { throw reading.mismatch(node, remedy) }
        return make(amount.value)
      },
      write: { value, _ in .plain(system.write(number(value))) },
      check: { value, path, problems in
        let amount = number(value)
        guard !(amount >= range.lower && amount <= range.upper) else { return }
        problems.append(
          Problem(at: path, what: "\(path.keyName) is \(system.write(amount))", remedy: remedy))
      })
  }

  /// An amount with a unit, of whole numbers of the base unit.
  fileprivate static func wholeAmount(
    _ system: UnitSystem, _ range: ClosedRange<Int64>, _ number: @escaping (Value) -> Int64,
    _ make: @escaping (Int64) -> Value
  ) -> Codec {
    let remedy =
      "write an amount from \(system.write(whole: range.lowerBound)) to "
      + "\(system.write(whole: range.upperBound)), such as \(system.example)"
    return Codec(
      read: { node, _, reading throws(ScenarioError) in
        let amount = try read(node, system, reading)
        if let whole = amount.whole { return make(whole) }
        guard amount.value.magnitude < 0x1p63 else { throw reading.mismatch(node, remedy) }
        return make(Int64(amount.value.rounded()))
      },
      write: { value, _ in .plain(system.write(whole: number(value))) },
      check: { value, path, problems in
        let amount = number(value)
        guard !range.contains(amount) else { return }
        problems.append(
          Problem(
            at: path, what: "\(path.keyName) is \(system.write(whole: amount))", remedy: remedy))
      })
  }

  /// Reads a number and its unit, and tells which units would do.
  private static func read(
    _ node: YAMLNode, _ system: UnitSystem, _ reading: Reading
  ) throws(ScenarioError) -> UnitSystem.Reading {
    let symbols = system.units.map(\.symbol).filter { !$0.isEmpty && !$0.contains("μ") }
    guard let text = node.text else {
      throw reading.mismatch(node, "write it as \(system.example)")
    }
    do {
      return try system.read(text)
    } catch {
      switch error {
      case .noNumber: throw reading.mismatch(node, "write a number, as in \(system.example)")
      case .noUnit:
        throw ScenarioError(
          at: node.mark, what: "\(reading.path.keyName) is \(text.cited), without a unit",
          remedy: "write it as \(system.example); units are \(symbols.joined(separator: ", "))")
      case .unknownUnit(let unit) where symbols.isEmpty:
        throw ScenarioError(
          at: node.mark, what: "\(reading.path.keyName) is a plain number, but has \(unit.cited)",
          remedy: "write it as \(system.example)")
      case .unknownUnit(let unit):
        throw ScenarioError(
          at: node.mark, what: "\(reading.path.keyName) has the unit \(unit.cited)",
          remedy: "units are \(symbols.joined(separator: ", ")), as in \(system.example)")
      }
    }
  }
}

extension Codec where Value == Double {
  /// A number without a unit.
  static func number(_ lower: Double, _ upper: Double) -> Codec {
    .amount(.number, AmountRange(lower: lower, upper: upper), { $0 }, { $0 })
  }

  /// A part of a whole, as a fraction or in percent.
  static func share(above lower: Double = 0) -> Codec {
    .amount(.share, AmountRange(lower: lower, upper: 1), { $0 }, { $0 })
  }

  /// Watts.
  static var watts: Codec {
    .amount(.power, AmountRange(lower: 0, upper: 1e6), { $0 }, { $0 })
  }
}

extension Codec where Value == Bandwidth {
  /// A rate of moving data, up to 1,000 TB/s.
  static var bandwidth: Codec {
    .amount(
      .bandwidth, AmountRange(lower: 1e6, upper: 1e15), \.bytesPerSecond,
      { Bandwidth(bytesPerSecond: $0) })
  }
}

extension Codec where Value == ComputeRate {
  /// A rate of floating-point work, up to 1,000 PFLOPS.
  static var computeRate: Codec {
    .amount(
      .compute, AmountRange(lower: 1e9, upper: 1e18), \.flopsPerSecond,
      { ComputeRate(flopsPerSecond: $0) })
  }
}

extension Codec where Value == Seconds {
  /// A span of time that a link or an operation takes, up to 10 s.
  static var latency: Codec {
    .amount(.latency, AmountRange(lower: 0, upper: 10), \.value, { Seconds($0) })
  }
}

extension Codec where Value == Bytes {
  /// Memory of a die, up to 1 PiB.
  static var memory: Codec { .wholeAmount(.memory, 1 << 20...1 << 50, \.count, { Bytes($0) }) }

  /// A message, up to 1 TiB.
  static var bucket: Codec { .wholeAmount(.memory, 1 << 20...1 << 40, \.count, { Bytes($0) }) }
}

extension Codec where Value == SimTime {
  /// An instant of simulated time, up to a year after the start.
  static var instant: Codec {
    .wholeAmount(
      .instant, 0...366 * 86_400_000_000_000, \.nanoseconds, { SimTime(nanoseconds: $0) })
  }
}
