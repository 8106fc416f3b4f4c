/// The lines of a box drawing glyph, as rectangles within a cell of 9 by 18.
struct BoxLines {
  /// The rectangles.
  private(set) var blocks: [Picture.Block] = []

  /// Finds the lines of a glyph of one weight, or `nil` for the rarer ones of two.
  init?(_ scalar: UInt32) {
    if let dashes = Self.dashes[scalar] {
      addDashes(dashes.count, isVertical: dashes.isVertical, thickness: dashes.thickness)
      return
    }
    if let arms = Self.light[scalar] {
      addArms(arms, thickness: 1)
    } else if let arms = Self.heavy[scalar] {
      addArms(arms, thickness: 3)
    } else if let arms = Self.double[scalar] {
      addDouble(arms)
    } else {
      return nil
    }
  }

  /// The directions lines leave the middle of a cell in.
  private struct Arms: OptionSet {
    static let left = Arms(rawValue: 1)
    static let right = Arms(rawValue: 2)
    static let up = Arms(rawValue: 4)
    static let down = Arms(rawValue: 8)
    let rawValue: UInt8
  }

  private mutating func add(_ x: Double, _ y: Double, _ toX: Double, _ toY: Double) {
    blocks.append(Picture.Block(x: x, y: y, width: toX - x, height: toY - y))
  }

  private mutating func addArms(_ arms: Arms, thickness: Double) {
    let (left, top) = (4.5 - thickness / 2, 8.5 - thickness / 2)
    let (right, bottom) = (4.5 + thickness / 2, 8.5 + thickness / 2)
    if !arms.isDisjoint(with: [.left, .right]) {
      add(arms.contains(.left) ? 0 : left, top, arms.contains(.right) ? 9 : right, bottom)
    }
    if !arms.isDisjoint(with: [.up, .down]) {
      add(left, arms.contains(.up) ? 0 : top, right, arms.contains(.down) ? 18 : bottom)
    }
  }

  /// Two thin lines where there is an arm, and along the sides where there is none.
  private mutating func addDouble(_ arms: Arms) {
    let across = !arms.isDisjoint(with: [.left, .right])
    let along = !arms.isDisjoint(with: [.up, .down])
    // The outer ends of the lines at the middle: the far line of the crossing pair.
    for (y, other) in [(7.0, Arms.up), (9.0, Arms.down)] where across {
      let isOpen = along && arms.contains(other)
      if arms.contains(.left) { add(0, y, isOpen ? 4 : 6, y + 1) }
      if arms.contains(.right) { add(isOpen ? 5 : 3, y, 9, y + 1) }
    }
    for (x, other) in [(3.0, Arms.left), (5.0, Arms.right)] where along {
      let isOpen = across && arms.contains(other)
      if arms.contains(.up) { add(x, 0, x + 1, isOpen ? 8 : 10) }
      if arms.contains(.down) { add(x, isOpen ? 9 : 7, x + 1, 18) }
    }
  }

  private mutating func addDashes(_ count: Int, isVertical: Bool, thickness: Double) {
    let length = isVertical ? 18.0 : 9.0
    let step = length / Double(count)
    for index in 0..<count {
      let start = (Double(index) + 0.2) * step
      if isVertical {
        add(4.5 - thickness / 2, start, 4.5 + thickness / 2, start + step * 0.6)
      } else {
        add(start, 8.5 - thickness / 2, start + step * 0.6, 8.5 + thickness / 2)
      }
    }
  }

  private static let light: [UInt32: Arms] = [
    0x2500: [.left, .right], 0x2502: [.up, .down], 0x250C: [.right, .down],
    0x2510: [.left, .down], 0x2514: [.right, .up], 0x2518: [.left, .up],
    0x251C: [.right, .up, .down], 0x2524: [.left, .up, .down], 0x252C: [.left, .right, .down],
    0x2534: [.left, .right, .up], 0x253C: [.left, .right, .up, .down],
    0x2574: .left, 0x2575: .up, 0x2576: .right, 0x2577: .down,
  ]
  private static let heavy: [UInt32: Arms] = [
    0x2501: [.left, .right], 0x2503: [.up, .down], 0x250F: [.right, .down],
    0x2513: [.left, .down], 0x2517: [.right, .up], 0x251B: [.left, .up],
    0x2523: [.right, .up, .down], 0x252B: [.left, .up, .down], 0x2533: [.left, .right, .down],
    0x253B: [.left, .right, .up], 0x254B: [.left, .right, .up, .down],
    0x2578: .left, 0x2579: .up, 0x257A: .right, 0x257B: .down,
  ]
  private static let double: [UInt32: Arms] = [
    0x2550: [.left, .right], 0x2551: [.up, .down], 0x2554: [.right, .down],
    0x2557: [.left, .down], 0x255A: [.right, .up], 0x255D: [.left, .up],
    0x2560: [.right, .up, .down], 0x2563: [.left, .up, .down], 0x2566: [.left, .right, .down],
    0x2569: [.left, .right, .up], 0x256C: [.left, .right, .up, .down],
  ]
  private static let dashes: [UInt32: (count: Int, isVertical: Bool, thickness: Double)] = [
    0x2504: (3, false, 1), 0x2505: (3, false, 3), 0x2506: (3, true, 1), 0x2507: (3, true, 3),
    0x2508: (4, false, 1), 0x2509: (4, false, 3), 0x250A: (4, true, 1), 0x250B: (4, true, 3),
    0x254C: (2, false, 1), 0x254D: (2, false, 3), 0x254E: (2, true, 1), 0x254F: (2, true, 3),
  ]
}
