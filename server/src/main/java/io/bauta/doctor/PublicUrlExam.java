package io.bauta.doctor;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Judges whether the public URL of an account leads to this server, as its carrier would find. */
public final class PublicUrlExam {

  private static final int REDIRECT = 3;

  private PublicUrlExam() {}

  /** What came of asking it. */
  public sealed interface Seen {}

  /** Nobody says where the server is reached. */
  public record NotConfigured() implements Seen {}

  /** Why there was no answer. */
  public enum Silence {
    UNKNOWN_HOST,
    REFUSED,
    TIME_OUT,
    CERTIFICATE,
    OTHER
  }

  /**
   * There was no answer.
   *
   * @param word what the machine says of it; no URL
   * @param certificateEnd when the certificate ended or ends, where there was one
   */
  public record NotReached(Silence why, String word, Optional<Instant> certificateEnd)
      implements Seen {}

  /**
   * Something answered.
   *
   * @param instance which server it says that it is; empty where it is none of ours
   * @param redirectsTo host of the place that it leads to; empty where it leads nowhere
   */
  public record Answered(
      int status,
      Optional<String> instance,
      Optional<String> redirectsTo,
      Optional<Instant> certificateEnd)
      implements Seen {}

  /**
   * What is to be said of it.
   *
   * @param account the account's name
   * @param url the public URL; no secret is in it
   * @param running which server runs here; empty where none does
   */
  public static List<Finding> judge(
      String account, String url, Seen seen, Optional<String> running, Instant now) {
    List<Finding> findings = new ArrayList<>();
    findings.add(reach("public URL of " + account, account, url, seen, running));
    certificateEnd(seen)
        .ifPresent(
            end -> findings.add(CertificateExam.shown("certificate of " + account, url, end, now)));
    return findings;
  }

  private static Optional<Instant> certificateEnd(Seen seen) {
    return switch (seen) {
      case NotConfigured _ -> Optional.empty();
      case NotReached notReached -> notReached.certificateEnd();
      case Answered answered -> answered.certificateEnd();
    };
  }

  private static Finding reach(
      String check, String account, String url, Seen seen, Optional<String> running) {
    return switch (seen) {
      case NotConfigured _ ->
          Finding.warning(
              check,
              "nobody says where the carrier reaches this server",
              "set server.public-url, or carriers.%s.public-url, such as https://mask.example.com"
                  .formatted(account));
      case NotReached(Silence why, String word, var _) -> silence(check, url, why, word);
      case Answered answered -> answered(check, account, url, answered, running);
    };
  }

  private static Finding silence(String check, String url, Silence why, String word) {
    return switch (why) {
      case UNKNOWN_HOST ->
          Finding.failed(
              check,
              "the host of %s has no address".formatted(url),
              "make a DNS record for it, or correct public-url");
      case REFUSED ->
          Finding.failed(
              check,
              "nobody listens at %s".formatted(url),
              "start the proxy there, or let the server listen there; is the port right?");
      case TIME_OUT ->
          Finding.failed(
              check,
              "no answer from %s in time".formatted(url),
              "open the firewall for it. Some networks do not let machines reach their own public"
                  + " address: then try it from elsewhere, by curl -v "
                  + url
                  + "/health/live");
      case CERTIFICATE ->
          Finding.failed(
              check,
              "the certificate at %s is not valid: %s".formatted(url, word),
              "renew it, for this very host name, and let the proxy send the whole chain; carriers do"
                  + " not call where it is not valid");
      case OTHER ->
          Finding.failed(
              check,
              "%s cannot be asked (%s)".formatted(url, word),
              "try it by curl -v " + url + "/health/live");
    };
  }

  private static Finding answered(
      String check, String account, String url, Answered answered, Optional<String> running) {
    int status = answered.status();
    if (status / 100 == REDIRECT) {
      return Finding.failed(
          check,
          "%s redirects%s (HTTP %d), and carriers do not follow"
              .formatted(url, answered.redirectsTo().map(host -> " to " + host).orElse(""), status),
          "put the URL that it leads to into public-url, and run ./bauta setup " + account);
    }
    if (answered.instance().isPresent()) {
      return instance(check, url, answered.instance().get(), running);
    }
    return switch (status) {
      case 401, 403, 407 ->
          Finding.failed(
              check,
              "what answers at %s wants a login, or forbids it (HTTP %d)".formatted(url, status),
              "let the proxy pass /carriers/ to the server without a login: webhooks carry proofs of"
                  + " their own");
      case 502, 503, 504 ->
          Finding.failed(
              check,
              "a proxy answers at %s, and reaches no server behind it (HTTP %d)"
                  .formatted(url, status),
              "start the server, and let the proxy pass on to the host and port where it listens");
      default ->
          Finding.failed(
              check,
              "something else answers at %s (HTTP %d)".formatted(url, status),
              "correct public-url, or the proxy: what comes to /carriers/ below it must reach the"
                  + " server as /carriers/, without a path before it");
    };
  }

  private static Finding instance(
      String check, String url, String instance, Optional<String> running) {
    if (running.isEmpty()) {
      return Finding.warning(
          check,
          "a Bauta answers at %s, and none runs here to compare it with".formatted(url),
          "if the server should run here, start it; else give its address with --url");
    }
    return instance.equals(running.get())
        ? Finding.ok(check, "%s leads to this server".formatted(url))
        : Finding.failed(
            check,
            "another Bauta than the one that runs here answers at %s".formatted(url),
            "let DNS or the proxy lead here, or look at the other one: give its address with --url."
                + " Two servers must not share an account");
  }
}
