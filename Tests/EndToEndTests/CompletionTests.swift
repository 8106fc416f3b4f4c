import Foundation
import Testing

/// What bash offers behind `tandem`.
@Suite struct CompletionTests {
  /// Sources the program's script and completes the last of some words, as bash does on Tab.
  private static let driver = """
    set -e
    source <("$1" --generate-completion-script bash)
    PATH=$(dirname "$1"):$PATH
    shift
    COMP_WORDS=("$@") COMP_CWORD=$(($# - 1)) COMP_LINE="$*" COMP_POINT=${#COMP_LINE}
    set +e
    _tandem tandem "${@: -1}" "${@: -2:1}"
    printf '%s\\n' "${COMPREPLY[@]}"
    """

  @Test(arguments: [
    (["th"], "themes"), (["themes", "preview", "sol"], "solarized"),
    (["run", "--theme", "nor"], "nord"), (["run", "--colours", "24"], "24-bit"),
    (["run", "qwen3-235b-a3"], "qwen3-235b-a3-64"), (["run", "ru"], "runs/"),
    (["run", "runs/"], "runs/mine.yaml"), (["estimate", "train", "serve"], "serve-cm384"),
    (["scenario", "show", "deepseek-r1-6"], "deepseek-r1-671b"),
    (["compare", "--policies", "verl,as"], "verl,asyncflow"),
    (["compare", "old"], "old.session"), (["replay", "ol"], "old.session"),
    (["export", "old.session", "--format", "asc"], "asciicast"),
  ])
  func `bash completes a word in the one way there is`(words: [String], whole: String) throws {
    let folder = try Shell.makeFolder()
    defer { try? FileManager.default.removeItem(at: folder) }
    try FileManager.default.createDirectory(
      at: folder.appending(path: "runs"), withIntermediateDirectories: true)
    for name in ["old.session", "notes.txt", "runs/mine.yaml", "runs/notes.txt"] {
      try Data().write(to: folder.appending(path: name))
    }
    let result = try Shell.run(
      "bash", ["-c", Self.driver, "bash", Shell.tandem, "tandem"] + words, directory: folder)
    #expect(result.status == 0, "\(result.errors)")
    #expect(result.output == whole + "\n")
  }
}
