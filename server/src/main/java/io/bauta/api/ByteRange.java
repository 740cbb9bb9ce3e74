package io.bauta.api;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A part of something, in bytes (RFC 9110, section 14).
 *
 * @param last included
 */
record ByteRange(long first, long last) {

  /** As many digits as any length of ours, and more. */
  private static final Pattern ONE = Pattern.compile("bytes=([0-9]{0,18})-([0-9]{0,18})");

  /** What a request asks for. */
  sealed interface Asked {

    /** Everything: nothing else was asked for, or nothing that we understand. */
    record Whole() implements Asked {}

    record Part(ByteRange range) implements Asked {}

    /** A part that there is not. */
    record Unsatisfiable() implements Asked {}
  }

  /**
   * What the header {@code Range} asks for of something {@code length} bytes long. Several parts at
   * once may be answered with everything, and are.
   */
  static Asked of(Optional<String> header, long length) {
    Matcher one = ONE.matcher(header.orElse("").strip());
    if (!one.matches() || (one.group(1).isEmpty() && one.group(2).isEmpty())) {
      return new Asked.Whole();
    }
    if (one.group(1).isEmpty()) {
      long suffix = Long.parseLong(one.group(2));
      return suffix == 0 || length == 0
          ? new Asked.Unsatisfiable()
          : new Asked.Part(new ByteRange(Math.max(0, length - suffix), length - 1));
    }
    long first = Long.parseLong(one.group(1));
    long last = one.group(2).isEmpty() ? length - 1 : Long.parseLong(one.group(2));
    if (!one.group(2).isEmpty() && last < first) {
      return new Asked.Whole();
    }
    return first >= length
        ? new Asked.Unsatisfiable()
        : new Asked.Part(new ByteRange(first, Math.min(last, length - 1)));
  }

  long count() {
    return last - first + 1;
  }

  /** As the header {@code Content-Range} says it. */
  String of(long length) {
    return "bytes %d-%d/%d".formatted(first, last, length);
  }
}
