package io.bauta.api;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import tools.jackson.databind.node.ObjectNode;

/** The parts of a list request and its answer that all lists share. */
final class Page {

  static final int LIMIT_DEFAULT = 50;
  static final int LIMIT_MAX = 200;

  private Page() {}

  /** {@code ?limit=}, from 1 to {@link #LIMIT_MAX}. */
  static int limit(ApiRequest request) {
    return request.queryValue("limit").map(Page::parseLimit).orElse(LIMIT_DEFAULT);
  }

  private static int parseLimit(String text) {
    try {
      int limit = Integer.parseInt(text);
      if (limit >= 1 && limit <= LIMIT_MAX) {
        return limit;
      }
    } catch (NumberFormatException notANumber) {
      // Said below, for every wrong value alike.
    }
    throw new ProblemException(
        Problem.ofField(
            "invalid_value", "limit", "limit: expected a number from 1 to " + LIMIT_MAX));
  }

  /** A query parameter read by {@code parser}; a value that it does not know is a problem. */
  static <T> Optional<T> parameter(
      ApiRequest request, String name, Function<String, Optional<T>> parser, String expected) {
    return request
        .queryValue(name)
        .map(
            text ->
                parser
                    .apply(text)
                    .orElseThrow(
                        () ->
                            new ProblemException(
                                Problem.ofField(
                                    "invalid_value", name, name + ": expected " + expected))));
  }

  /**
   * The answer to a list request.
   *
   * @param items one more than {@code limit} when there is a further page
   */
  static <T> ApiReply of(
      List<T> items, int limit, Function<T, ObjectNode> json, Function<T, String> cursor) {
    List<T> shown = items.subList(0, Math.min(limit, items.size()));
    ObjectNode body = Json.object();
    body.set("data", Json.array(shown.stream().map(json).toList()));
    if (items.size() > limit) {
      body.put("next_cursor", cursor.apply(shown.getLast()));
    } else {
      body.putNull("next_cursor");
    }
    return ApiReply.ok(body);
  }
}
