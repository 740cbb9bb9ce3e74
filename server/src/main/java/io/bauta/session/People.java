package io.bauta.session;

import io.bauta.number.PhoneNumber;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Who two people are, by their telephones: the same whoever of them comes first, and in whichever
 * order somebody's further numbers are.
 */
public record People(Set<Telephones> both) {

  /**
   * Those of one person.
   *
   * @param first the number that is rung first
   * @param all that one and the others
   */
  public record Telephones(PhoneNumber first, Set<PhoneNumber> all) {
    public Telephones {
      all = Set.copyOf(all);
    }
  }

  public People {
    both = Set.copyOf(both);
  }

  public static People of(MaskingSession session) {
    return new People(
        session.participants().stream()
            .map(person -> telephones(person.numbers()))
            .collect(Collectors.toSet()));
  }

  static People of(SessionRequest request) {
    return new People(
        request.people().stream()
            .map(person -> telephones(person.numbers()))
            .collect(Collectors.toSet()));
  }

  private static Telephones telephones(List<PhoneNumber> numbers) {
    return new Telephones(numbers.getFirst(), Set.copyOf(numbers));
  }

  /** The number of each of them that is rung first. */
  public List<PhoneNumber> firstNumbers() {
    return both.stream().map(Telephones::first).toList();
  }
}
