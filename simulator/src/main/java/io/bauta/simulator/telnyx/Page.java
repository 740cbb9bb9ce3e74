package io.bauta.simulator.telnyx;

import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/** Part of a list, as {@code page[number]} and {@code page[size]} ask for it. */
final class Page {

  static final int SIZE = 20;
  static final int SIZE_MAX = 250;

  private Page() {}

  static RestReply reply(List<ObjectNode> all, RestRequest request) {
    Optional<Integer> number = whole(request, "page[number]", 1, Integer.MAX_VALUE);
    Optional<Integer> size = whole(request, "page[size]", SIZE, SIZE_MAX);
    if (number.isEmpty() || size.isEmpty()) {
      return TelnyxError.outOfRange("page").reply();
    }
    int pages = Math.ceilDiv(all.size(), size.get());
    List<ObjectNode> part =
        all.stream().skip((number.get() - 1L) * size.get()).limit(size.get()).toList();
    ObjectNode meta = Json.object();
    meta.put("page_number", number.get());
    meta.put("page_size", size.get());
    meta.put("total_pages", pages);
    meta.put("total_results", all.size());
    ObjectNode body = Json.object();
    body.set("data", Json.array(part));
    body.set("meta", meta);
    return RestReply.json(RestReply.OK, body);
  }

  private static Optional<Integer> whole(RestRequest request, String name, int usual, int most) {
    String text = request.query().getOrDefault(name, Integer.toString(usual));
    if (!text.matches("[0-9]{1,9}")) {
      return Optional.empty();
    }
    int value = Integer.parseInt(text);
    return value >= 1 && value <= most ? Optional.of(value) : Optional.empty();
  }
}
