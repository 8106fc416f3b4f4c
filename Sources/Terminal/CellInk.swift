/// A style as curses takes it.
struct CellInk: Hashable {
  let attributes: UInt32
  let pair: Int32
}
