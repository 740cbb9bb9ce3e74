package io.bauta.session;

import io.bauta.number.PhoneNumber;
import io.bauta.number.ProxyNumber;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A person in a masking session.
 *
 * <p>One who was erased has {@link PhoneNumber#ERASED} as their only number, no name and no code.
 *
 * @param name what the platform calls them; may be empty, and should not be a person's name
 * @param realNumber their own telephone number, which nobody else may learn
 * @param moreNumbers further numbers of their own, in the order in which they are rung after the
 *     first; they count like it when they call
 * @param dials the proxy number that they dial to reach the other side, and that they are called
 *     back on: it is what their binding holds
 * @param pin the code by which callers reach them who are asked for one; empty when none are
 * @param openedWith their first number when the session was opened; empty while they have it
 */
public record Participant(
    ParticipantId id,
    String name,
    PhoneNumber realNumber,
    List<PhoneNumber> moreNumbers,
    ProxyNumber dials,
    Optional<Pin> pin,
    Optional<PhoneNumber> openedWith) {

  public static final int NAME_LENGTH_MAX = 100;

  /** How many numbers one participant may have beside the first. */
  public static final int MORE_NUMBERS_MAX = 4;

  public Participant {
    moreNumbers = List.copyOf(moreNumbers);
  }

  /** A participant with the numbers that they had at the opening. */
  public Participant(
      ParticipantId id,
      String name,
      PhoneNumber realNumber,
      List<PhoneNumber> moreNumbers,
      ProxyNumber dials,
      Optional<Pin> pin) {
    this(id, name, realNumber, moreNumbers, dials, pin, Optional.empty());
  }

  /** A participant with one number and no code. */
  public Participant(ParticipantId id, String name, PhoneNumber realNumber, ProxyNumber dials) {
    this(id, name, realNumber, List.of(), dials, Optional.empty());
  }

  /** Whether nothing is known of them any more. */
  public boolean isErased() {
    return realNumber.isErased();
  }

  /** All their numbers, the first first. */
  public List<PhoneNumber> numbers() {
    if (moreNumbers.isEmpty()) {
      return List.of(realNumber);
    }
    List<PhoneNumber> numbers = new ArrayList<>(moreNumbers.size() + 1);
    numbers.add(realNumber);
    numbers.addAll(moreNumbers);
    return numbers;
  }

  /** All the numbers that they had when the session was opened, the first first. */
  List<PhoneNumber> numbersAtOpening() {
    List<PhoneNumber> numbers = new ArrayList<>(numbers());
    openedWith.ifPresent(number -> numbers.set(0, number));
    return numbers;
  }

  /** The same participant with another first number. */
  Participant withNumber(PhoneNumber number) {
    PhoneNumber atOpening = openedWith.orElse(realNumber);
    return new Participant(
        id,
        name,
        number,
        moreNumbers,
        dials,
        pin,
        number.equals(atOpening) ? Optional.empty() : Optional.of(atOpening));
  }
}
