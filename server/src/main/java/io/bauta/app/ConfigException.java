package io.bauta.app;

/**
 * A configuration with which the server does not start. The message says which key, what was
 * expected, and an example; it never holds the value, which could be a secret.
 */
public final class ConfigException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  ConfigException(String message) {
    super(message);
  }

  static ConfigException of(String key, String expected, String example) {
    return new ConfigException(
        "%s: expected %s, for example: %s".formatted(key, expected, example));
  }
}
