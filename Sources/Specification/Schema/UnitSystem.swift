import Quantities

/// The units that one kind of quantity is written in.
struct UnitSystem: Sendable {
  /// A unit and how much of the base unit it is.
  struct Unit: Sendable {
    let symbol: String
    let factor: Double

    /// So many of the unit, in the base unit; percent are divided, since a hundredth is no binary number.
    func times(_ number: Double) -> Double {
      symbol == "%" ? number / 100 : number * factor
    }
  }

  /// All units that are understood, the smallest first.
  let units: [Unit]
  /// An amount as it should be written, for messages.
  let example: String
  /// The units that are written, the most liked first.
  let written: [String]

  private init(_ example: String, written: [String], _ units: KeyValuePairs<String, Double>) {
    self.example = example
    self.written = written
    self.units = units.map { Unit(symbol: $0.key, factor: $0.value) }
  }

  /// Amounts of memory.
  static let memory = UnitSystem(
    "64 GiB", written: ["GiB", "GB", "MiB", "MB", "KiB", "B"],
    [
      "B": 1, "kB": 1e3, "KB": 1e3, "KiB": 0x1p10, "MB": 1e6, "MiB": 0x1p20, "GB": 1e9,
      "GiB": 0x1p30, "TB": 1e12, "TiB": 0x1p40,
    ])
  /// Rates of moving data.
  static let bandwidth = UnitSystem(
    "196 GB/s", written: ["GB/s", "MB/s", "B/s"],
    [
      "B/s": 1, "MB/s": 1e6, "MiB/s": 0x1p20, "Gbit/s": 1.25e8, "Gbps": 1.25e8, "GB/s": 1e9,
      "GiB/s": 0x1p30, "TB/s": 1e12, "TiB/s": 0x1p40,
    ])
  /// Rates of floating-point work.
  static let compute = UnitSystem(
    "376 TFLOPS", written: ["TFLOPS", "GFLOPS", "FLOPS"],
    [
      "FLOPS": 1, "GFLOPS": 1e9, "GOPS": 1e9, "TFLOPS": 1e12, "TOPS": 1e12, "PFLOPS": 1e15,
      "POPS": 1e15,
    ])
  /// Spans of time that the cost model reckons with.
  static let latency = UnitSystem(
    "1.9 us", written: ["us", "ms", "s", "ns"],
    ["ns": 1e-9, "us": 1e-6, "µs": 1e-6, "μs": 1e-6, "ms": 1e-3, "s": 1])
  /// Instants of simulated time, in nanoseconds.
  static let instant = UnitSystem(
    "120 s", written: ["s", "ms", "us", "ns"],
    [
      "ns": 1, "us": 1e3, "µs": 1e3, "μs": 1e3, "ms": 1e6, "s": 1e9, "min": 60e9, "h": 3600e9,
      "d": 86_400e9,
    ])
  /// Electric power.
  static let power = UnitSystem("400 W", written: ["W"], ["mW": 1e-3, "W": 1, "kW": 1e3])
  /// Parts of a whole.
  static let share = UnitSystem("0.85", written: [""], ["": 1, "%": 0.01])
  /// Plain numbers.
  static let number = UnitSystem("1.5", written: [""], ["": 1])
}

extension UnitSystem {
  /// Why a text is no amount.
  enum Mismatch: Error {
    case noNumber
    case noUnit
    case unknownUnit(String)
  }

  /// A number and its unit, as they were written.
  struct Reading {
    let number: String
    let unit: Unit

    /// The amount in the base unit.
    var value: Double { unit.times(Double(number) ?? .nan) }

    /// The amount in the base unit where number and unit are whole, without any rounding.
    var whole: Int64? {
      guard let number = WholeNumber(number).flatMap({ Int(exactly: $0) }),
        let factor = Int64(exactly: unit.factor)
      else { return nil }
      let (product, overflows) = Int64(number).multipliedReportingOverflow(by: factor)
      return overflows ? nil : product
    }
  }

  /// Reads an amount.
  func read(_ text: String) throws(Mismatch) -> Reading {
    let scalars = Array(text.unicodeScalars)
    let end = Self.endOfNumber(scalars)
    var number = String.UnicodeScalarView()
    number.append(contentsOf: scalars[..<end].filter { $0 != "_" })
    guard Double(String(number))?.isFinite == true else { throw .noNumber }
    var symbol = String.UnicodeScalarView()
    symbol.append(contentsOf: scalars[end...].drop { $0 == " " })
    if let unit = units.first(where: { $0.symbol == String(symbol) }) {
      return Reading(number: String(number), unit: unit)
    }
    throw symbol.isEmpty ? .noUnit : .unknownUnit(String(symbol))
  }

  /// Where the number at the start of a text ends: sign, digits, point, digits, exponent.
  private static func endOfNumber(_ text: [Unicode.Scalar]) -> Int {
    func digits(from start: Int, underscores: Bool = true) -> Int {
      var end = start
      while end < text.count,
        ("0"..."9").contains(text[end]) || underscores && end > start && text[end] == "_"
      {
        end += 1
      }
      return end
    }
    let isSigned = text.first == "-" || text.first == "+"
    let whole = digits(from: isSigned ? 1 : 0)
    var end = whole
    if end < text.count, text[end] == "." {
      end = digits(from: end + 1)
      guard end > whole + 1 else { return 0 }
    }
    guard end > (isSigned ? 1 : 0), end < text.count, text[end] == "e" || text[end] == "E" else {
      return end
    }
    let hasSign = end + 1 < text.count && (text[end + 1] == "-" || text[end + 1] == "+")
    let exponent = end + (hasSign ? 2 : 1)
    let last = digits(from: exponent, underscores: false)
    return last > exponent ? last : end
  }

  /// Writes an amount so that it is read back to the last bit: in the most liked unit that allows few
  /// decimals, else in the last one with as many as it takes.
  func write(_ value: Double) -> String {
    for symbol in written {
      guard let unit = units.first(where: { $0.symbol == symbol }) else { continue }
      let amount = value / unit.factor
      guard amount.magnitude < 100_000, amount.magnitude >= 0.01 || value == 0 else { continue }
      for decimals in 0...4 {
        let number = amount.fixed(decimals)
        if unit.times(Double(number) ?? .nan) == value { return spell(number, symbol) }
      }
    }
    return plain(value)
  }

  /// Writes a whole amount in the largest unit that leaves it whole.
  func write(whole value: Int64) -> String {
    for symbol in written {
      guard let unit = units.first(where: { $0.symbol == symbol }),
        let factor = Int64(exactly: unit.factor), value % factor == 0
      else { continue }
      return spell("\(value / factor)", symbol)
    }
    return spell("\(value)", written.last ?? "")
  }

  /// The number in the base unit, as short as reads back the same.
  private func plain(_ value: Double) -> String {
    var number = value.description
    if number.hasSuffix(".0") { number.removeLast(2) }
    let base = units.first { $0.factor == 1 }?.symbol ?? ""
    return spell(number, base)
  }

  private func spell(_ number: String, _ symbol: String) -> String {
    symbol.isEmpty ? number : "\(number) \(symbol)"
  }
}
