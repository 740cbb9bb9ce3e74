package io.bauta.carrier;

/** A credential. It prints as nothing; {@link #reveal} is called where it is used. */
public record Secret(String reveal) {

  public Secret {
    if (reveal.isBlank()) {
      throw new IllegalArgumentException("a secret must not be blank");
    }
  }

  @Override
  public String toString() {
    return "[secret]";
  }
}
