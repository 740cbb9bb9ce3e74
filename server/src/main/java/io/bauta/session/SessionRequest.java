package io.bauta.session;

import io.bauta.number.PhoneNumber;
import io.bauta.number.ProxyNumber;
import io.bauta.pool.NumberPool;
import io.bauta.rules.SessionRules;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * What a platform asks for when it opens a session.
 *
 * @param idempotencyKey the same key gives the same session; empty makes each request its own
 * @param rules what the session is to say about calls instead of its pool
 */
public record SessionRequest(
    NumberPool pool,
    List<Person> people,
    Lifetime lifetime,
    Optional<String> reference,
    Map<String, String> metadata,
    Optional<String> idempotencyKey,
    SessionRules rules) {

  public static final int IDEMPOTENCY_KEY_LENGTH_MAX = 200;

  /** A request that leaves all rules to the pool. */
  public SessionRequest(
      NumberPool pool,
      List<Person> people,
      Lifetime lifetime,
      Optional<String> reference,
      Map<String, String> metadata,
      Optional<String> idempotencyKey) {
    this(pool, people, lifetime, reference, metadata, idempotencyKey, SessionRules.NONE);
  }

  /**
   * A participant before it has a proxy number.
   *
   * @param moreNumbers further numbers of their own
   * @param pin the code that they are to have; empty lets one be made where the pool needs it
   * @param dials the proxy number that they are to dial; empty leaves the choice to the pool
   */
  public record Person(
      String name,
      PhoneNumber realNumber,
      List<PhoneNumber> moreNumbers,
      Optional<Pin> pin,
      Optional<ProxyNumber> dials) {

    public Person {
      moreNumbers = List.copyOf(moreNumbers);
    }

    /** Somebody who dials whatever number is chosen. */
    public Person(
        String name, PhoneNumber realNumber, List<PhoneNumber> moreNumbers, Optional<Pin> pin) {
      this(name, realNumber, moreNumbers, pin, Optional.empty());
    }

    /** Somebody with one number, and whatever code is made. */
    public Person(String name, PhoneNumber realNumber) {
      this(name, realNumber, List.of(), Optional.empty());
    }

    /** All their numbers, the first first. */
    List<PhoneNumber> numbers() {
      return Stream.concat(Stream.of(realNumber), moreNumbers.stream()).toList();
    }

    /** A code that was made for them was not asked for, nor a number that was chosen. */
    boolean is(Participant participant) {
      return name.equals(participant.name())
          && numbers().equals(participant.numbersAtOpening())
          && (pin.isEmpty() || pin.equals(participant.pin()))
          && (dials.isEmpty() || dials.get().equals(participant.dials()));
    }
  }

  /**
   * Whether {@code session} is, as it was opened, what this request would have opened: a repeat,
   * not a conflict.
   */
  boolean asksFor(MaskingSession session) {
    return session.pool().equals(pool.id())
        && people.size() == session.participants().size()
        && IntStream.range(0, people.size())
            .allMatch(i -> people.get(i).is(session.participants().get(i)))
        && session.lifetime().equals(lifetime)
        && session.reference().equals(reference)
        && session.metadata().equals(metadata)
        && session.rules().equals(rules);
  }
}
