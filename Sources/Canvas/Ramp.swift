/// Colours for a share of something, from none to all.
///
/// Red, green and blue are mixed between the stops; other colours change half-way between two.
public struct Ramp: Hashable, Sendable {
  /// The colours, evenly spaced from 0 to 1.
  public let stops: [Colour]

  /// Makes a ramp of colours that are evenly spaced from 0 to 1.
  ///
  /// - Precondition: There is at least one.
  public init(_ stops: [Colour]) {
    precondition(!stops.isEmpty, "a ramp needs a colour")
    self.stops = stops
  }

  /// Makes a ramp of one colour.
  public init(_ colour: Colour) {
    stops = [colour]
  }

  /// Whether all shares look alike, so that something other than colour has to tell them apart.
  public var isFlat: Bool { stops.allSatisfy { $0 == stops[0] } }

  /// Returns the colour for a share, which is clamped to 0...1; what is not a number counts as 0.
  public func colour(at share: Double) -> Colour {
    guard stops.count > 1, share > 0 else { return stops[0] }
    let place = min(share, 1) * Double(stops.count - 1)
    let index = min(Int(place), stops.count - 2)
    let part = place - Double(index)
    guard case .rgb(let red, let green, let blue) = stops[index].form,
      case .rgb(let red2, let green2, let blue2) = stops[index + 1].form
    else { return stops[part < 0.5 ? index : index + 1] }
    return .rgb(
      Self.mix(red, red2, part), Self.mix(green, green2, part), Self.mix(blue, blue2, part))
  }

  private static func mix(_ low: UInt8, _ high: UInt8, _ part: Double) -> UInt8 {
    UInt8((Double(low) + (Double(high) - Double(low)) * part).rounded())
  }
}
