package io.bauta.outbound;

/** Why nothing is sent to a place. */
public enum Barrier {
  NOT_A_URL("expected an absolute URL with a host name"),
  NOT_HTTPS("expected https"),
  CREDENTIALS("expected a URL without user name and password"),
  PORT("expected the port 443"),
  NO_ADDRESS("the host name has no address"),
  NOT_PUBLIC("the host name leads to an address that is not public");

  private final String words;

  Barrier(String words) {
    this.words = words;
  }

  /** For people: what was expected, or what is wrong. Holds nothing of the URL. */
  public String words() {
    return words;
  }
}
