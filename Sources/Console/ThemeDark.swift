import Canvas

extension Theme {
  /// The theme of Tandem's own, for where there are no files.
  ///
  /// The same as `Themes/dark.yaml`.
  public static let dark = Theme(
    name: "Tandem Dark", author: "The Tandem project", slots: darkSlots.map { RGB($0).colour },
    roles: [
      .text: Ink(RGB(darkSlots[0x5]).colour),
      .muted: Ink(RGB(darkSlots[0x4]).colour),
      .faint: Ink(RGB(darkSlots[0x3]).colour),
      .background: Ink(RGB(darkSlots[0x0]).colour),
      .border: Ink(RGB(darkSlots[0x2]).colour),
      .title: Ink(RGB(darkSlots[0x6]).colour, .bold),
      .accent: Ink(RGB(darkSlots[0xD]).colour),
      .good: Ink(RGB(darkSlots[0xB]).colour),
      .warning: Ink(RGB(darkSlots[0xA]).colour),
      .bad: Ink(RGB(darkSlots[0x8]).colour),
      .ghost: Ink(RGB(0xE0CFA8).colour),
      .selection: Ink(RGB(0x24344F).colour),
      .rollout: Ink(RGB(0x4A8FEA).colour),
      .prefill: Ink(RGB(darkSlots[0xC]).colour),
      .reference: Ink(RGB(darkSlots[0xE]).colour),
      .reward: Ink(RGB(darkSlots[0xA]).colour),
      .update: Ink(RGB(darkSlots[0x9]).colour),
      .reshard: Ink(RGB(darkSlots[0xF]).colour),
      .offload: Ink(RGB(0x6E8A3A).colour),
      .waiting: Ink(RGB(0x5A6880).colour),
      .idle: Ink(RGB(0x232D3C).colour),
      .failed: Ink(RGB(0xF23B4B).colour),
      .low: Ink(RGB(0x4FAE8B).colour),
      .middle: Ink(RGB(0xE8C565).colour),
      .high: Ink(RGB(0xEE6552).colour),
    ])

  private static let darkSlots: [UInt32] = [
    0x0F141C, 0x161D28, 0x263245, 0x4C5B74, 0x8B98AE, 0xC9D2E0, 0xE2E8F2, 0xF6F8FC,
    0xF2606C, 0xF08A45, 0xF2D27A, 0x7CCF97, 0x5FD6DC, 0x62A3F2, 0xBBA0FF, 0xE864AE,
  ]
}
