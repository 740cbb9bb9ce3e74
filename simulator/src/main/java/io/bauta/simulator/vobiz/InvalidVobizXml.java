package io.bauta.simulator.vobiz;

/** A document that Vobiz would not accept; the message says why and holds no number. */
final class InvalidVobizXml extends Exception {

  private static final long serialVersionUID = 1L;

  InvalidVobizXml(String why) {
    super(why);
  }

  String why() {
    return String.valueOf(getMessage());
  }
}
