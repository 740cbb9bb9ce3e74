package io.bauta.api;

/** Text that can be stored, logged and given back as it came. */
final class PlainText {

  static final String EXPECTED = "expected text without control characters or half characters";

  private PlainText() {}

  /** Whether {@code text} holds neither a control character nor half of a surrogate pair. */
  static boolean is(String text) {
    return text.codePoints()
        .noneMatch(c -> Character.isISOControl(c) || Character.getType(c) == Character.SURROGATE);
  }

  /** Whether {@code text} can stand in a header: visible ASCII only. */
  static boolean isVisibleAscii(String text) {
    return text.chars().allMatch(c -> c > ' ' && c < 0x7f);
  }
}
