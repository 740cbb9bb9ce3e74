package io.bauta.carrier.telnyx;

import static org.assertj.core.api.Assertions.assertThat;

import io.bauta.carrier.ApiStep;
import io.bauta.carrier.ApiStep.Send;
import io.bauta.carrier.CarrierRequest;
import io.bauta.carrier.HttpReply;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;

/** The part of Telnyx's API that a set-up uses: lists in pages, entries that can be changed. */
final class PretendTelnyx {

  final Map<String, Map<String, Object>> applications = new LinkedHashMap<>();
  final Map<String, Map<String, Object>> numbers = new LinkedHashMap<>();
  final List<String> log = new ArrayList<>();

  private final int pageSize;

  PretendTelnyx(int pageSize) {
    this.pageSize = pageSize;
  }

  void number(String id, String e164, String status, String connection) {
    numbers.put(
        id,
        new HashMap<>(
            Map.of("id", id, "phone_number", e164, "status", status, "connection_id", connection)));
  }

  /** Plays a whole conversation, and gives its end. */
  <T> ApiStep<T> play(Function<List<HttpReply>, ApiStep<T>> conversation) {
    List<HttpReply> replies = new ArrayList<>();
    ApiStep<T> step = conversation.apply(replies);
    while (step instanceof Send<T> send) {
      assertThat(replies).hasSizeLessThan(100);
      assertThat(send.changes()).isEqualTo(!send.request().method().equals("GET"));
      replies.add(reply(send.request()));
      step = conversation.apply(List.copyOf(replies));
    }
    return step;
  }

  private HttpReply reply(CarrierRequest request) {
    URI url = URI.create(request.url());
    String path = url.getPath().substring("/v2/".length());
    log.add(request.method() + " " + path);
    assertThat(request.headers()).containsEntry("Authorization", "Bearer KEY0123456789ABCDEF");
    String[] parts = path.split("/");
    var entries = parts[0].equals("phone_numbers") ? numbers : applications;
    return switch (request.method()) {
      case "GET" -> page(entries, url);
      case "POST" -> change("1684641123236054245", entries, request);
      case "PATCH" -> change(parts[1], entries, request);
      default -> throw new AssertionError(request.method());
    };
  }

  private HttpReply page(Map<String, Map<String, Object>> entries, URI url) {
    int page =
        Stream.of(url.getQuery().split("&"))
            .filter(part -> part.startsWith("page[number]="))
            .map(part -> Integer.parseInt(part.substring("page[number]=".length())))
            .findFirst()
            .orElseThrow();
    List<Map<String, Object>> shown =
        entries.values().stream().skip((page - 1L) * pageSize).limit(pageSize).toList();
    int pages = (entries.size() + pageSize - 1) / pageSize;
    return json(Map.of("data", shown, "meta", Map.of("page_number", page, "total_pages", pages)));
  }

  private static HttpReply change(
      String id, Map<String, Map<String, Object>> entries, CarrierRequest request) {
    Map<String, Object> entry = entries.computeIfAbsent(id, key -> new HashMap<>(Map.of("id", id)));
    Events.JSON
        .readTree(request.body().orElseThrow())
        .propertyStream()
        .forEach(field -> entry.put(field.getKey(), field.getValue()));
    return json(Map.of("data", entry));
  }

  static HttpReply json(Object body) {
    return HttpReply.text(200, "application/json", Events.JSON.writeValueAsString(body));
  }
}
