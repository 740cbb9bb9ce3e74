package io.bauta.pool;

import io.bauta.number.PhoneNumber;
import io.bauta.rules.CallRules;
import io.bauta.speech.Translations;
import java.util.Optional;

/**
 * What a pool says about callers who are not, or not any more, connected by an open session, and
 * about those who are; and about lending.
 *
 * @param grace what becomes of late calls while the grace lasts
 * @param endedAnnouncement what late callers hear; empty gives them the pool's announcement
 * @param unknownCaller what becomes of callers who hold nothing here
 * @param asking how the platform is asked about them, where it is
 * @param forwardTo where support answers, a line of the platform's own; there when one of these
 *     forwards
 * @param pins how callers are asked for codes
 * @param ringing how several numbers of those who are called are rung
 * @param lending how numbers are lent
 * @param rules about calls that a route lets through
 * @param sessions about its sessions
 * @param translations in which languages it speaks
 */
public record PoolPolicies(
    GracePolicy grace,
    Optional<String> endedAnnouncement,
    UnknownCaller unknownCaller,
    Asking asking,
    Optional<PhoneNumber> forwardTo,
    PinPolicy pins,
    Ringing ringing,
    Lending lending,
    CallRules rules,
    SessionPolicy sessions,
    Translations translations) {

  /** What holds when a pool says nothing: nobody is let through. */
  public static final PoolPolicies DEFAULT =
      new PoolPolicies(
          GracePolicy.NOTICE,
          Optional.empty(),
          UnknownCaller.REFUSE,
          Asking.DEFAULT,
          Optional.empty(),
          PinPolicy.DEFAULT,
          Ringing.IN_ORDER,
          Lending.DEFAULT,
          CallRules.DEFAULT);

  /** One that speaks the language of its carrier's account. */
  public PoolPolicies(
      GracePolicy grace,
      Optional<String> endedAnnouncement,
      UnknownCaller unknownCaller,
      Asking asking,
      Optional<PhoneNumber> forwardTo,
      PinPolicy pins,
      Ringing ringing,
      Lending lending,
      CallRules rules,
      SessionPolicy sessions) {
    this(
        grace,
        endedAnnouncement,
        unknownCaller,
        asking,
        forwardTo,
        pins,
        ringing,
        lending,
        rules,
        sessions,
        Translations.NONE);
  }

  /** With nothing said about its sessions. */
  public PoolPolicies(
      GracePolicy grace,
      Optional<String> endedAnnouncement,
      UnknownCaller unknownCaller,
      Asking asking,
      Optional<PhoneNumber> forwardTo,
      PinPolicy pins,
      Ringing ringing,
      Lending lending,
      CallRules rules) {
    this(
        grace,
        endedAnnouncement,
        unknownCaller,
        asking,
        forwardTo,
        pins,
        ringing,
        lending,
        rules,
        SessionPolicy.DEFAULT);
  }

  /** With no rules about calls beside those that always hold, and none about lending. */
  public PoolPolicies(
      GracePolicy grace,
      Optional<String> endedAnnouncement,
      UnknownCaller unknownCaller,
      Optional<PhoneNumber> forwardTo,
      PinPolicy pins,
      Ringing ringing) {
    this(
        grace,
        endedAnnouncement,
        unknownCaller,
        Asking.DEFAULT,
        forwardTo,
        pins,
        ringing,
        Lending.DEFAULT,
        CallRules.DEFAULT);
  }

  public PoolPolicies {
    boolean forwards =
        grace == GracePolicy.FORWARD
            || unansweredCaller(unknownCaller, asking) == UnknownCaller.FORWARD;
    if (forwards && forwardTo.isEmpty()) {
      throw new IllegalArgumentException("a call can be forwarded only to somewhere");
    }
  }

  /** What becomes of callers who hold nothing here as long as the platform says nothing of them. */
  public UnknownCaller unansweredCaller() {
    return unansweredCaller(unknownCaller, asking);
  }

  private static UnknownCaller unansweredCaller(UnknownCaller unknownCaller, Asking asking) {
    return unknownCaller == UnknownCaller.ASK ? asking.fallback() : unknownCaller;
  }
}
