package io.bauta.outbox;

import io.bauta.carrier.CarrierAccount;
import io.bauta.carrier.CarrierRequest;
import io.bauta.carrier.CommandOutcome;
import io.bauta.carrier.HttpReply;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;

/**
 * One try to carry a command out.
 *
 * @param request without its headers, where the credentials are; empty when nothing was sent
 * @param reply its beginning; empty when there was none
 */
public record CommandTry(
    CarrierAccount account,
    OwedCommand owed,
    Instant at,
    Duration took,
    Optional<CarrierRequest> request,
    Optional<HttpReply> reply,
    Verdict verdict) {

  /** The beginning of a reply that is kept. */
  public static final int REPLY_KEPT_BYTES_MAX = 8 * 1024;

  public CommandTry {
    request =
        request.map(sent -> new CarrierRequest(sent.method(), sent.url(), Map.of(), sent.body()));
    reply = reply.map(CommandTry::beginning);
  }

  /** A list of numbers can be long, and is not worth the memory. */
  private static HttpReply beginning(HttpReply reply) {
    return reply.body().length <= REPLY_KEPT_BYTES_MAX
        ? reply
        : new HttpReply(
            reply.status(), reply.contentType(), Arrays.copyOf(reply.body(), REPLY_KEPT_BYTES_MAX));
  }

  static CommandTry sent(
      CarrierAccount account,
      OwedCommand owed,
      Instant at,
      Duration took,
      CarrierRequest request,
      Optional<HttpReply> reply,
      CommandOutcome outcome) {
    Verdict verdict =
        switch (outcome) {
          case DONE, NOT_SO -> Verdict.DONE;
          case RETRY -> Verdict.RETRY;
          case CALL_GONE -> Verdict.CALL_GONE;
          case REJECTED -> Verdict.REJECTED;
        };
    return new CommandTry(account, owed, at, took, Optional.of(request), reply, verdict);
  }

  static CommandTry tooLate(CarrierAccount account, OwedCommand owed, Instant at) {
    return new CommandTry(
        account, owed, at, Duration.ZERO, Optional.empty(), Optional.empty(), Verdict.TOO_LATE);
  }

  /** What came of it. */
  public enum Verdict {
    /** The carrier has taken it. */
    DONE,
    /** The carrier could not take it now, or did not reply. */
    RETRY,
    /** There is no call any more that it could be about. */
    CALL_GONE,
    /** The carrier does not take it. */
    REJECTED,
    /** It was not sent, because nobody could be helped by it any more. */
    TOO_LATE
  }

  /** Hears of each try. Called on the way of a command: it returns at once and never throws. */
  @FunctionalInterface
  public interface Listener {
    void tried(CommandTry tried);
  }
}
