package io.bauta.api;

import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.databind.node.ObjectNode;

/**
 * Why a request could not be done, in the form of RFC 9457.
 *
 * <p>The detail says what was wrong, what was expected, and how to mend it. It never holds a value
 * that was sent: that could be a real number.
 *
 * @param code stable, for programs
 * @param extra further members, such as counts or the field at fault
 */
public record Problem(int status, String code, String detail, Map<String, Object> extra) {

  public static final String CONTENT_TYPE = "application/problem+json";

  public Problem(int status, String code, String detail) {
    this(status, code, detail, Map.of());
  }

  static Problem ofField(String code, String field, String detail) {
    return new Problem(422, code, detail, Map.of("field", field));
  }

  static Problem notFound(String what) {
    return new Problem(404, "not_found", "there is no " + what + " with this id");
  }

  Problem with(String member, Object value) {
    Map<String, Object> more = new LinkedHashMap<>(extra);
    more.put(member, value);
    return new Problem(status, code, detail, more);
  }

  /** The answer that carries it. */
  public ApiReply reply() {
    ObjectNode body = Json.object();
    body.put("type", "urn:bauta:problem:" + code);
    body.put("title", code.replace('_', ' '));
    body.put("status", status);
    body.put("code", code);
    body.put("detail", detail);
    extra.forEach(body::putPOJO);
    return new ApiReply(status, CONTENT_TYPE, Json.bytes(body));
  }
}
