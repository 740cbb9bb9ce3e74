package io.bauta.session;

/**
 * By which of whose numbers somebody is in a session.
 *
 * @param position the participant's place among the participants
 * @param place the number's place among the participant's own numbers; 0 is the first
 */
public record Seat(int position, int place) {

  /** A participant by their first number. */
  public static Seat first(int position) {
    return new Seat(position, 0);
  }
}
