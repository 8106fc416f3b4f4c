import Canvas
import Console

/// The themes at hand, and the one that is used.
struct ThemeShelf {
  private(set) var current = Theme()
  init(selecting name: String?) throws {}
  mutating func next() {}
  var withoutColour: ThemeShelf { self }
  var picture: PictureStyle { PictureStyle() }
}
