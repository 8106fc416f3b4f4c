import Quantities

/// Numbers as the console writes them: a fixed width for each kind, so that nothing jitters.
enum Figure {
  /// A number to three digits with its magnitude, six columns: `34.8 K`, ` 512  `.
  static func compact(_ value: Double) -> String {
    guard value.isFinite else { return "   -  " }
    var scaled = value
    var unit = 0
    let units = [" ", "K", "M", "G", "T", "P"]
    while scaled.magnitude >= 999.5, unit < units.count - 1 {
      scaled /= 1000
      unit += 1
    }
    let decimals =
      unit == 0 && scaled.rounded() == scaled
      ? 0 : scaled.magnitude < 9.995 ? 2 : scaled.magnitude < 99.95 ? 1 : 0
    return "\(padded(scaled.fixed(decimals), 4)) \(units[unit])"
  }

  /// The same with a unit behind it, always as wide: `34.8 K tok/s`, ` 512 tok/s  `, `1.80 h `.
  static func compact(_ value: Double, _ unit: String) -> String {
    let number = compact(value)
    let space = unit.unicodeScalars.count > 1 ? " " : ""
    guard number.hasSuffix(" ") else { return "\(number)\(space)\(unit)" }
    // The place of the magnitude goes behind the unit.
    return "\(number.dropLast())\(unit)\(space) "
  }

  /// A whole number, right-aligned.
  static func count(_ value: Int, _ width: Int) -> String { padded("\(value)", width) }

  /// A share as a percentage, five columns: ` 62 %`, ` 100 %` takes six.
  static func percent(_ share: Double) -> String {
    guard share.isFinite else { return "  - %" }
    return "\(padded((share * 100).fixed(0), 3)) %"
  }

  /// A share as a percentage with a decimal, six columns: ` 6.2 %`.
  static func finePercent(_ share: Double) -> String {
    guard share.isFinite else { return "   - %" }
    let figure = share * 100
    return "\(padded(figure.fixed(figure < 99.95 ? 1 : 0), 4)) %"
  }

  /// A change as a percentage with its sign, six columns: ` +39 %`, `  −4 %`.
  static func change(_ share: Double) -> String {
    guard share.isFinite else { return "   - %" }
    let figure = (share * 100).rounded()
    guard figure.magnitude < 1000 else { return "\(figure < 0 ? "−" : "+")999 %" }
    let text = figure.magnitude.fixed(0)
    return "\(padded((figure < 0 ? "−" : figure > 0 ? "+" : "±") + text, 4)) %"
  }

  /// A span of seconds, eight columns: `  0.42 s`, ` 859.7 s`, `03:12:07`, `  13.9 d`.
  static func duration(_ seconds: Double) -> String {
    guard seconds.isFinite else { return "     - s" }
    let magnitude = seconds.magnitude
    if magnitude >= 359_999.5 { return "\(padded((seconds / 86400).fixed(1), 6)) d" }
    if magnitude >= 9999.5 { return padded(clock(seconds), 8) }
    if magnitude > 0, magnitude < 0.0995 { return "\(padded((seconds * 1000).fixed(1), 5)) ms" }
    let decimals = magnitude < 9.995 ? 2 : magnitude < 999.95 ? 1 : 0
    return "\(padded(seconds.fixed(decimals), 6)) s"
  }

  /// A time of the run, hours, minutes and seconds: `01:42:07`.
  static func clock(_ seconds: Double) -> String {
    guard seconds.isFinite else { return "--:--:--" }
    let whole = Int(max(0, min(seconds, 1e12)))
    return "\(zeros(whole / 3600)):\(zeros(whole / 60 % 60)):\(zeros(whole % 60))"
  }

  /// A time of the run, minutes and seconds below an hour: `42:07`, `1:42:07`.
  static func shortClock(_ seconds: Double) -> String {
    let whole = Int(max(0, min(seconds, 1e12)))
    let rest = "\(zeros(whole / 60 % 60)):\(zeros(whole % 60))"
    return whole >= 3600 ? "\(whole / 3600):\(rest)" : rest
  }

  /// An amount of memory, nine columns: ` 21.9 GiB`.
  static func bytes(_ bytes: Bytes) -> String {
    let units = ["B  ", "KiB", "MiB", "GiB", "TiB", "PiB", "EiB"]
    var value = Double(bytes.count)
    var unit = 0
    while value.magnitude >= 999.5, unit < units.count - 1 {
      value /= 1024
      unit += 1
    }
    let decimals = unit == 0 ? 0 : value.magnitude < 9.995 ? 2 : value.magnitude < 99.95 ? 1 : 0
    return "\(padded(value.fixed(decimals), 5)) \(units[unit])"
  }

  /// A rate of moving data, ten columns: `  142 GB/s`.
  static func bandwidth(_ bytesPerSecond: Double) -> String {
    guard bytesPerSecond.isFinite else { return "    - GB/s" }
    var value = bytesPerSecond / 1e9
    var unit = "GB/s"
    if value > 0, value < 0.0995 { (value, unit) = (value * 1000, "MB/s") }
    if value >= 9999.5 { (value, unit) = (value / 1000, "TB/s") }
    let decimals = value.magnitude < 9.995 ? 2 : value.magnitude < 99.95 ? 1 : 0
    return "\(padded(value.fixed(decimals), 5)) \(unit)"
  }

  /// How fast time passes: `×600`, `×1.2K`, `×max`.
  static func speed(_ speed: Double) -> String {
    guard speed.isFinite else { return "×max" }
    if speed < 10, speed.rounded() != speed { return "×\(speed.fixed(1))" }
    guard speed >= 9999.5 else { return "×\(speed.fixed(0))" }
    return "×\((speed / 1000).fixed(speed < 99_950 ? 1 : 0))K"
  }

  /// Text moved right to fill a width.
  static func padded(_ text: String, _ width: Int) -> String {
    let missing = width - text.unicodeScalars.count
    return missing > 0 ? String(repeating: " ", count: missing) + text : text
  }

  private static func zeros(_ value: Int) -> String { value < 10 ? "0\(value)" : "\(value)" }
}
