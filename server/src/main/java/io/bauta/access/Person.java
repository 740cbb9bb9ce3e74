package io.bauta.access;

/**
 * Somebody who logs in.
 *
 * @param subject what their provider calls them
 * @param name for people to read; may change, and several may have the same
 */
public record Person(PersonId id, String subject, String name) {

  /** Without who it is: their id finds them where that is to be known. */
  @Override
  public String toString() {
    return "Person[" + id + "]";
  }
}
