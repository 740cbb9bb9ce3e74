package io.bauta.doctor;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Judges the server that runs, if one does. */
public final class ServerExam {

  private static final String SERVER = "server";
  private static final String EVENTS = "event endpoints";

  private ServerExam() {}

  /** What there was to see. */
  public sealed interface Seen {}

  /** Nobody answers. */
  public record NotRunning(String url) implements Seen {}

  /**
   * It was not asked: what this machine is told to trust cannot be read.
   *
   * @param why names the file
   */
  public record NotAsked(String url, String why) implements Seen {}

  /** It shows no certificate that could be trusted, or speaks no TLS. */
  public record Untrusted(String url) implements Seen {}

  /**
   * It is there, and does not answer.
   *
   * @param waited how long it was waited for
   */
  public record Silent(String url, Duration waited) implements Seen {}

  /** Something answers that is no Bauta. */
  public record NotOurs(String url, int status) implements Seen {}

  /**
   * A server.
   *
   * @param status its own word; {@code ok} where it is well
   * @param lost calls of which it lost the beginning
   * @param instance which it is
   */
  public record Running(String url, String status, long lost, String instance) implements Seen {}

  /** What is to be said of it. */
  public static Finding judge(Seen seen) {
    return switch (seen) {
      case NotRunning(String url) ->
          Finding.skipped(
              SERVER,
              "none answers at %s, so what only it tells is not looked at".formatted(url),
              "start it with ./bauta serve, or give its address with --url");
      case NotAsked(String url, String why) ->
          Finding.failed(
              SERVER,
              "%s cannot be asked: %s".formatted(url, why),
              "correct or remove the file of certificates that it names: the variable"
                  + " BAUTA_CA_FILE, or server.tls.certificate-file");
      case Untrusted(String url) ->
          Finding.failed(
              SERVER,
              "what answers at %s has no certificate that holds and is trusted, or does not speak TLS"
                  .formatted(url),
              "if server certificate is not OK, mend that first; else let BAUTA_CA_FILE name the file"
                  + " of its certificate, or give its address with --url");
      case Silent(String url, Duration waited) ->
          Finding.failed(
              SERVER,
              "%s gave no whole answer within %d s".formatted(url, waited.toSeconds()),
              "if it is the server, keep its log and its threads (jcmd PID Thread.print), then restart"
                  + " it: what waits to be stored is kept. Else give its address with --url");
      case NotOurs(String url, int status) ->
          Finding.failed(
              SERVER,
              "what answers at %s is not Bauta (HTTP %d)".formatted(url, status),
              "give the server's address with --url; if it is to listen there, stop what does");
      case Running(String url, String status, long lost, var _) ->
          !status.equals("ok")
              ? Finding.failed(
                  SERVER,
                  "%s runs, and says %s".formatted(url, status),
                  "see its log; restart it: what waits to be stored is kept")
              : lost > 0
                  ? Finding.warning(
                      SERVER,
                      "%s runs, and lost the beginnings of %d calls since its start"
                          .formatted(url, lost),
                      "the database was away or too slow for too long: see the log, and the disk")
                  : Finding.ok(SERVER, "%s runs and is well".formatted(url));
    };
  }

  /** Whether it runs with the accounts of this configuration. */
  public static Optional<Finding> sameAccounts(Set<String> configured, Set<String> served) {
    Set<String> differing = new TreeSet<>(configured);
    differing.addAll(served);
    differing.removeIf(name -> configured.contains(name) && served.contains(name));
    return differing.isEmpty()
        ? Optional.empty()
        : Optional.of(
            Finding.warning(
                "configuration in use",
                "the server and this configuration do not have the same carrier accounts: "
                    + String.join(", ", differing),
                "restart the server if the file was changed; else give the one that it runs with"));
  }

  /**
   * An endpoint of the platform's.
   *
   * @param host where it is; the rest of its URL may hold a secret
   */
  public record EventEndpoint(String host, String state, boolean failing) {}

  /** Whether events arrive; empty where none could be asked about. */
  public static Finding events(Optional<List<EventEndpoint>> seen, String otherwise) {
    if (seen.isEmpty()) {
      return Finding.skipped(EVENTS, otherwise);
    }
    List<String> failing = new ArrayList<>();
    for (EventEndpoint endpoint : seen.get()) {
      if (endpoint.failing() || endpoint.state().equals("gone")) {
        failing.add(
            "%s (%s)".formatted(endpoint.host(), endpoint.failing() ? "fails" : endpoint.state()));
      }
    }
    return failing.isEmpty()
        ? Finding.ok(EVENTS, "%d, and none fails".formatted(seen.get().size()))
        : Finding.warning(
            EVENTS,
            "events do not arrive at " + String.join(", ", failing),
            "GET /v1/deliveries shows what they answer; what waits is sent again when they"
                + " are well");
  }

  /** Whether something is ever forgotten. */
  public static Finding retention(Set<String> kept, Set<String> forgotten) {
    return forgotten.isEmpty()
        ? Finding.warning(
            "retention",
            "nothing about people is ever forgotten: " + String.join(", ", kept),
            "say for how long: retention.calls-days, retention.sessions-days and"
                + " recordings.retention-days")
        : Finding.ok(
            "retention",
            "limited for %s%s"
                .formatted(
                    String.join(", ", forgotten),
                    kept.isEmpty() ? "" : "; kept for good: " + String.join(", ", kept)));
  }
}
