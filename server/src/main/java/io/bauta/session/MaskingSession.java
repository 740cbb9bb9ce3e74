package io.bauta.session;

import io.bauta.number.PhoneNumber;
import io.bauta.number.ProxyNumber;
import io.bauta.pool.PoolId;
import io.bauta.pool.PoolMode;
import io.bauta.rules.SessionRules;
import io.bauta.session.Lifetime.FromLastCall;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An agreement, until a moment, that its participants may reach each other by proxy numbers.
 *
 * @param reference the platform's own id for what this is about, such as a booking; may be empty
 * @param metadata the platform's own facts, kept and given back untouched
 * @param lifetime as asked for when it was opened; {@code expiresAt} is what holds
 * @param expiresAt the instant at which it ends by itself; empty when it does not
 * @param closing how it was closed before that; empty when it was not
 * @param graceUntil until when late calls have the pool's grace policy; empty while it has no end,
 *     and where there is no grace
 * @param restsUntil until when its (number, person) pairs are not lent again; empty while it has no
 *     end
 * @param mode how its numbers are lent
 * @param participants as many as the mode has, in the order in which they were given
 * @param rules what it says about calls instead of its pool
 * @param moving by what each call that is put through moves its end; empty when no call does.
 *     Unlike {@code lifetime}, it is what holds now
 */
public record MaskingSession(
    SessionId id,
    PoolId pool,
    Optional<String> reference,
    Map<String, String> metadata,
    Lifetime lifetime,
    Instant openedAt,
    Optional<Instant> expiresAt,
    Optional<Closing> closing,
    Optional<Instant> graceUntil,
    Optional<Instant> restsUntil,
    PoolMode mode,
    List<Participant> participants,
    SessionRules rules,
    Optional<FromLastCall> moving) {

  public static final int REFERENCE_LENGTH_MAX = 200;
  public static final int METADATA_ENTRIES_MAX = 20;
  public static final int METADATA_KEY_LENGTH_MAX = 40;
  public static final int METADATA_VALUE_LENGTH_MAX = 500;

  /**
   * The reason kept for a session that ended by the clock. Nobody writes it: it follows from the
   * time, so it is true at the instant itself.
   */
  public static final String EXPIRED = "expired";

  /** May people call. */
  public enum State {
    OPEN,
    CLOSED
  }

  /**
   * An early end.
   *
   * @param reason in the platform's words
   */
  public record Closing(Instant at, String reason) {
    public static final int REASON_LENGTH_MAX = 200;
  }

  public MaskingSession {
    if (participants.size() < mode.participantsMin()
        || participants.size() > mode.participantsMax()) {
      throw new IllegalArgumentException(
          "%s has %d to %d participants, not %d"
              .formatted(
                  mode, mode.participantsMin(), mode.participantsMax(), participants.size()));
    }
    metadata = Map.copyOf(metadata);
    participants = List.copyOf(participants);
  }

  /** One whose end no call moves. */
  public MaskingSession(
      SessionId id,
      PoolId pool,
      Optional<String> reference,
      Map<String, String> metadata,
      Lifetime lifetime,
      Instant openedAt,
      Optional<Instant> expiresAt,
      Optional<Closing> closing,
      Optional<Instant> graceUntil,
      Optional<Instant> restsUntil,
      PoolMode mode,
      List<Participant> participants,
      SessionRules rules) {
    this(
        id,
        pool,
        reference,
        metadata,
        lifetime,
        openedAt,
        expiresAt,
        closing,
        graceUntil,
        restsUntil,
        mode,
        participants,
        rules,
        Optional.empty());
  }

  /** One that leaves all rules to its pool. */
  public MaskingSession(
      SessionId id,
      PoolId pool,
      Optional<String> reference,
      Map<String, String> metadata,
      Lifetime lifetime,
      Instant openedAt,
      Optional<Instant> expiresAt,
      Optional<Closing> closing,
      Optional<Instant> graceUntil,
      Optional<Instant> restsUntil,
      PoolMode mode,
      List<Participant> participants) {
    this(
        id,
        pool,
        reference,
        metadata,
        lifetime,
        openedAt,
        expiresAt,
        closing,
        graceUntil,
        restsUntil,
        mode,
        participants,
        SessionRules.NONE);
  }

  /** A pair without grace. */
  public MaskingSession(
      SessionId id,
      PoolId pool,
      Optional<String> reference,
      Map<String, String> metadata,
      Lifetime lifetime,
      Instant openedAt,
      Optional<Instant> expiresAt,
      Optional<Closing> closing,
      Optional<Instant> restsUntil,
      List<Participant> participants) {
    this(
        id,
        pool,
        reference,
        metadata,
        lifetime,
        openedAt,
        expiresAt,
        closing,
        Optional.empty(),
        restsUntil,
        PoolMode.PAIR_TWO_NUMBERS,
        participants);
  }

  /** Who is told by what on which number, and whom they ring. */
  public List<Binding> bindings() {
    return Binding.of(mode, participants);
  }

  /** Whether somebody in it was erased: it stays as it is then, and is not opened again. */
  public boolean isOfErased() {
    return participants.stream().anyMatch(Participant::isErased);
  }

  /** When it ended or will end: closed early, or by the clock; empty when neither is known. */
  public Optional<Instant> endsAt() {
    return closing.map(Closing::at).or(() -> expiresAt);
  }

  /**
   * Whether people may call at {@code now}. From the instant of its end on, they may not; and one
   * that was closed stays so, also when the clock is set back.
   */
  public State stateAt(Instant now) {
    boolean expired = expiresAt.filter(end -> !end.isAfter(now)).isPresent();
    return closing.isPresent() || expired ? State.CLOSED : State.OPEN;
  }

  /** Why it is closed at {@code now}; empty while it is open. */
  public Optional<String> closedReasonAt(Instant now) {
    return stateAt(now) == State.OPEN
        ? Optional.empty()
        : Optional.of(closing.map(Closing::reason).orElse(EXPIRED));
  }

  /**
   * The same session after a call was put through at {@code at}: where calls move its end, it is
   * perhaps later, and with it the end of its grace and of its rest. One that was closed stays so.
   */
  public MaskingSession calledAt(Instant at) {
    if (moving.isEmpty() || closing.isPresent() || expiresAt.isEmpty()) {
      return this;
    }
    Instant end = moving.get().end(at);
    if (!end.isAfter(expiresAt.get())) {
      return this;
    }
    Duration later = Duration.between(expiresAt.get(), end);
    return new MaskingSession(
        id,
        pool,
        reference,
        metadata,
        lifetime,
        openedAt,
        Optional.of(end),
        closing,
        graceUntil.map(until -> until.plus(later)),
        restsUntil.map(until -> until.plus(later)),
        mode,
        participants,
        rules,
        moving);
  }

  /** The same session, in which this participant has another first number. */
  MaskingSession withNumber(int position, PhoneNumber number) {
    List<Participant> changed = new ArrayList<>(participants);
    changed.set(position, participants.get(position).withNumber(number));
    return new MaskingSession(
        id,
        pool,
        reference,
        metadata,
        lifetime,
        openedAt,
        expiresAt,
        closing,
        graceUntil,
        restsUntil,
        mode,
        changed,
        rules,
        moving);
  }

  /** What is shown when this participant is rung: the number that they dial back. */
  public ProxyNumber presentedTo(int position) {
    return participants.get(position).dials();
  }
}
