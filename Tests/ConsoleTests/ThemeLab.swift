import Canvas
import Foundation

/// A colour as the eye sees it: luminance, and Oklab for distances.
///
/// From bottosson.github.io/posts/oklab.
struct Lab {
  private let luminance: Double
  private let parts: [Double]

  /// How many kinds of cones an eye sees with.
  enum Eye {
    case usual, protanopia, deuteranopia, tritanopia

    /// What turns linear red, green and blue into what this eye makes of them: Machado, Oliveira and
    /// Fernandes 2009 (doi 10.1109/TVCG.2009.113), severity 1.
    var matrix: [[Double]] {
      switch self {
      case .usual: [[1, 0, 0], [0, 1, 0], [0, 0, 1]]
      case .protanopia:
        [
          [0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216],
          [-0.003882, -0.048116, 1.051998],
        ]
      case .deuteranopia:
        [
          [0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413],
          [-0.011820, 0.042940, 0.968881],
        ]
      case .tritanopia:
        [
          [1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602],
          [0.004733, 0.691367, 0.303900],
        ]
      }
    }
  }

  init?(_ colour: Colour, seenBy eye: Eye = .usual) {
    guard case .rgb(let red, let green, let blue) = colour.form else { return nil }
    let light = [Self.linear(red), Self.linear(green), Self.linear(blue)]
    let seen = eye.matrix.map { row in
      min(1, max(0, zip(row, light).reduce(0) { $0 + $1.0 * $1.1 }))
    }
    let (r, g, b) = (seen[0], seen[1], seen[2])
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
