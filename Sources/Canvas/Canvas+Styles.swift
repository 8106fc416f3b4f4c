extension Canvas {
  /// Returns the styles as text: a letter a cell, one line a row, then what each letter stands for.
  ///
  /// What golden frames hold where looks are the point. The first style of the frame is `.`, the
  /// next ones are `a`, `b` and so on; beyond the alphabets it is `*` for all the rest.
  public func styleText() -> String {
    let letters = Array(".abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789")
    var order: [Style: Int] = [:]
    var legend: [String] = []
    var text = ""
    for row in 0..<size.rows {
      for cell in self[row: row] {
        let place = order[cell.style] ?? order.count
        let letter = place < letters.count ? letters[place] : "*"
        if order.updateValue(place, forKey: cell.style) == nil, place < letters.count {
          legend.append("\(letter) \(cell.style)\n")
        }
        text.append(letter)
      }
      text += "\n"
    }
    return text + legend.joined()
  }
}
