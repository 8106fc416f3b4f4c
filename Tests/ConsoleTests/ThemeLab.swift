import Canvas
import Foundation

/// A colour as the eye sees it: luminance, and Oklab for distances.
///
/// From bottosson.github.io/posts/oklab.
struct Lab {
  private let luminance: Double
  private let parts: [Double]

  init?(_ colour: Colour) {
    guard case .rgb(let red, let green, let blue) = colour.form else { return nil }
    let (r, g, b) = (Self.linear(red), Self.linear(green), Self.linear(blue))
    luminance = 0.2126 * r + 0.7152 * g + 0.0722 * b
    let l = cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b)
    let m = cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b)
    let s = cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b)
    parts = [
      0.2104542553 * l + 0.7936177850 * m - 0.0040720468 * s,
      1.9779984951 * l - 2.4285922050 * m + 0.4505937099 * s,
      0.0259040371 * l + 0.7827717662 * m - 0.8086757660 * s,
    ]
  }

  /// The contrast ratio of WCAG 2: from 1 to 21.
  func contrast(to other: Lab) -> Double {
    let (low, high) = (min(luminance, other.luminance), max(luminance, other.luminance))
    return (high + 0.05) / (low + 0.05)
  }

  func distance(to other: Lab) -> Double {
    zip(parts, other.parts).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) }.squareRoot()
  }

  private static func linear(_ value: UInt8) -> Double {
    let share = Double(value) / 255
    return share <= 0.04045 ? share / 12.92 : pow((share + 0.055) / 1.055, 2.4)
  }
}
