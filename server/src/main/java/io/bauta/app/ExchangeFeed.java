package io.bauta.app;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLEncoder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Exchanges of a running server in the order in which they happened, each once. */
final class ExchangeFeed {

  /** How many are asked for the first time, and how many at a time afterwards. */
  private static final int FIRST = 50;

  private static final int PAGE = 200;

  /** Pages between two looks; a server that is busier than this is not read by people. */
  private static final int PAGES_MAX = 10;

  private final ApiClient client;
  private final Map<String, String> filters = new LinkedHashMap<>();
  private @Nullable String last;

  ExchangeFeed(
      ApiClient client, @Nullable String account, @Nullable String call, @Nullable String outcome) {
    this.client = client;
    filter("account", account);
    filter("call", call);
    filter("outcome", outcome);
  }

  private void filter(String name, @Nullable String value) {
    if (value != null) {
      filters.put(name, value);
    }
  }

  /** What has come since this was last asked; the first time the latest that there are. */
  List<JsonNode> next() throws InterruptedException {
    List<JsonNode> fresh = last == null ? page(FIRST, null).data() : sinceLast(last);
    if (!fresh.isEmpty()) {
      last = id(fresh.getFirst());
    } else if (last == null) {
      last = "";
    }
    return fresh.reversed();
  }

  private List<JsonNode> sinceLast(String seen) throws InterruptedException {
    List<JsonNode> fresh = new ArrayList<>();
    String cursor = null;
    for (int pages = 0; pages < PAGES_MAX; pages++) {
      Page page = page(PAGE, cursor);
      List<JsonNode> newer =
          page.data().stream().filter(one -> id(one).compareTo(seen) > 0).toList();
      fresh.addAll(newer);
      cursor = page.next();
      if (cursor == null || newer.size() < page.data().size()) {
        break;
      }
    }
    return fresh;
  }

  /** A page, newest first; {@code next} is null on the last one. */
  private record Page(List<JsonNode> data, @Nullable String next) {
    /** How many only: what a server answers is not ours to log. */
    @Override
    public String toString() {
      return "Page[" + data.size() + " exchanges]";
    }
  }

  private Page page(int limit, @Nullable String cursor) throws InterruptedException {
    StringBuilder path = new StringBuilder("/v1/webhooks?limit=").append(limit);
    filters.forEach((name, value) -> append(path, name, value));
    if (cursor != null) {
      append(path, "cursor", cursor);
    }
    JsonNode answer = client.get(path.toString());
    List<JsonNode> data = new ArrayList<>();
    answer.path("data").forEach(data::add);
    return new Page(data, answer.path("next_cursor").stringValue(null));
  }

  private static void append(StringBuilder path, String name, String value) {
    path.append('&').append(name).append('=').append(URLEncoder.encode(value, UTF_8));
  }

  private static String id(JsonNode exchange) {
    return exchange.path("id").asString("");
  }
}
