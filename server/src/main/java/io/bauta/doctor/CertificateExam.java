package io.bauta.doctor;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Judges certificates: the server's own, and the one that is shown at a public URL. */
public final class CertificateExam {

  /** Certificates are renewed a month before their end; what is left then is nobody's doing. */
  static final Duration WARNED_BEFORE = Duration.ofDays(14);

  private static final String OWN = "server certificate";

  private CertificateExam() {}

  /** What there was to see of the server's own. */
  public sealed interface Seen {}

  /** It speaks no TLS itself. */
  public record NotConfigured() implements Seen {}

  /**
   * It cannot be used.
   *
   * @param why names the file and says what was expected; nothing of the key
   */
  public record Unusable(String why) implements Seen {}

  /**
   * It can, with its key.
   *
   * @param file where it is
   */
  public record Usable(String file, Instant end) implements Seen {}

  /** Of the server's own; empty where it needs none. */
  public static Optional<Finding> own(Seen seen, Instant now) {
    return switch (seen) {
      case NotConfigured _ -> Optional.empty();
      case Unusable(String why) ->
          Optional.of(
              Finding.failed(
                  OWN,
                  why,
                  "put right what server.tls.certificate-file and server.tls.private-key-file name,"
                      + " readable by the server's user. A server that runs takes them within"
                      + " seconds; until then none can start"));
      case Usable(String file, Instant end) ->
          Optional.of(
              end(
                  OWN,
                  "%s, with its key, ".formatted(file),
                  end,
                  now,
                  "renew it and put it there with its key: the server takes both within seconds,"
                      + " without a restart"));
    };
  }

  /** Of the one that is shown at {@code url}. */
  static Finding shown(String check, String url, Instant end, Instant now) {
    return end(
        check,
        "",
        end,
        now,
        "renew it; where that should happen by itself, see why it did not, and whether %s loads the"
                .formatted(url)
            + " new one");
  }

  private static Finding end(String check, String what, Instant end, Instant now, String mend) {
    if (end.isBefore(now)) {
      return Finding.failed(check, "%sended at %s".formatted(what, end), mend);
    }
    Duration left = Duration.between(now, end);
    String seen = "%sholds for %d days, until %s".formatted(what, left.toDays(), end);
    return left.compareTo(WARNED_BEFORE) < 0
        ? Finding.warning(check, seen, mend)
        : Finding.ok(check, seen);
  }
}
