package io.bauta.fetch;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Whether what comes is audio: by what it is said to be, and by how it begins. */
final class Audio {

  /** So many bytes say what it is. */
  static final int HEAD_BYTES = 12;

  /** What storages call what nobody told them the type of. */
  private static final Set<String> UNTOLD =
      Set.of("application/octet-stream", "binary/octet-stream", "");

  private static final Pattern AUDIO = Pattern.compile("audio/[a-z0-9][a-z0-9.+-]{0,60}");

  private Audio() {}

  /**
   * The type under which it is kept; empty when it is no audio.
   *
   * @param told the type as it was sent, with its parameters
   * @param head the first bytes, {@link #HEAD_BYTES} of them if there are as many
   */
  static Optional<String> type(Optional<String> told, byte[] head) {
    String bare = told.orElse("").split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
    Optional<String> seen = seen(head);
    if (AUDIO.matcher(bare).matches()) {
      // A page that says what went wrong is sometimes sent as what was asked for.
      return isMarkup(head) ? Optional.empty() : Optional.of(bare);
    }
    return UNTOLD.contains(bare) ? seen : Optional.empty();
  }

  private static Optional<String> seen(byte[] head) {
    if (begins(head, 0, "RIFF") && begins(head, 8, "WAVE")) {
      return Optional.of("audio/wav");
    }
    if (begins(head, 0, "ID3") || isMpegFrame(head)) {
      return Optional.of("audio/mpeg");
    }
    return begins(head, 0, "OggS") ? Optional.of("audio/ogg") : Optional.empty();
  }

  /** Eleven bits set, then a layer that there is (ISO 11172-3, 2.4.1.3). */
  private static boolean isMpegFrame(byte[] head) {
    return head.length >= 2
        && (head[0] & 0xFF) == 0xFF
        && (head[1] & 0xE0) == 0xE0
        && (head[1] & 0x06) != 0;
  }

  private static boolean isMarkup(byte[] head) {
    int at = 0;
    while (at < head.length && Character.isWhitespace(head[at])) {
      at++;
    }
    return at < head.length && (head[at] == '<' || head[at] == '{');
  }

  private static boolean begins(byte[] head, int at, String with) {
    byte[] expected = with.getBytes(StandardCharsets.US_ASCII);
    return head.length >= at + expected.length
        && Arrays.equals(head, at, at + expected.length, expected, 0, expected.length);
  }
}
