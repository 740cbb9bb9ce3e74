package io.bauta.api;

import io.bauta.access.Caller;
import io.bauta.pool.PoolScope;
import java.util.Map;
import java.util.Optional;

/**
 * A request to the API.
 *
 * @param path the values of the template's parameters, decoded
 * @param query the query's parameters, decoded; of a repeated one the first
 * @param headers by lower-case name
 * @param body raw bytes, no longer than {@link #BODY_BYTES_MAX}
 * @param origin the network address that it came from
 * @param caller who asks, and may
 */
@SuppressWarnings("ArrayRecordComponent") // Wire bytes: read once, never compared.
public record ApiRequest(
    Map<String, String> path,
    Map<String, String> query,
    Map<String, String> headers,
    byte[] body,
    String origin,
    Caller caller) {

  /** Longer bodies are refused unread. */
  public static final int BODY_BYTES_MAX = 1024 * 1024;

  /** Of which pools, and of what belongs to them, whoever asks may know. */
  PoolScope scope() {
    return caller.scope();
  }

  /** The value of a parameter that the template has. */
  String pathValue(String name) {
    return Optional.ofNullable(path.get(name)).orElseThrow();
  }

  Optional<String> queryValue(String name) {
    Optional<String> given = Optional.ofNullable(query.get(name)).filter(value -> !value.isEmpty());
    if (given.filter(value -> !PlainText.is(value)).isPresent()) {
      throw new ProblemException(
          Problem.ofField("invalid_value", name, name + ": " + PlainText.EXPECTED));
    }
    return given;
  }

  Optional<String> header(String name) {
    return Optional.ofNullable(headers.get(name)).filter(value -> !value.isBlank());
  }

  /** Redacted: the body holds real numbers, a header the key. */
  @Override
  public String toString() {
    return "ApiRequest[" + body.length + " bytes]";
  }
}
