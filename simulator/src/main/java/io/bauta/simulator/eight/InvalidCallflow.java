package io.bauta.simulator.eight;

/** A callflow that 8x8 would not carry out; the message says why and holds no number. */
final class InvalidCallflow extends Exception {

  private static final long serialVersionUID = 1L;

  InvalidCallflow(String why) {
    super(why);
  }

  String why() {
    return String.valueOf(getMessage());
  }
}
