package io.bauta.api;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.bauta.call.CarrierCallId;
import io.bauta.call.UnmatchedFacts;
import io.bauta.call.UnmatchedFacts.Unmatched;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.node.ObjectNode;

/** What carriers told of calls that nobody knows here. */
public final class UnmatchedApi {

  private static final String PART = "\n";
  private static final int PARTS = 4;

  private final UnmatchedFacts facts;
  private final Runnable flush;

  /**
   * The facts of a store.
   *
   * @param flush brings what the call log still queues into the store
   */
  public UnmatchedApi(UnmatchedFacts facts, Runnable flush) {
    this.facts = facts;
    this.flush = flush;
  }

  ApiReply list(ApiRequest request) {
    CallFilters.requireKnown(request, Set.of("limit", "cursor"));
    int limit = Page.limit(request);
    Optional<Unmatched> before =
        Page.parameter(request, "cursor", UnmatchedApi::parse, "a cursor from the page before");
    flush.run();
    List<Unmatched> found = facts.newest(before, limit + 1);
    return Page.of(found, limit, UnmatchedApi::json, UnmatchedApi::cursor);
  }

  private static ObjectNode json(Unmatched fact) {
    ObjectNode json = Json.object();
    json.put("carrier_account", fact.carrierAccount());
    json.put("carrier_call_id", fact.carrierCallId().text());
    json.put("kind", fact.kind().toLowerCase(Locale.ROOT));
    json.put("received_at", fact.receivedAt().toString());
    return json;
  }

  private static String cursor(Unmatched fact) {
    String place =
        String.join(
            PART,
            Long.toString(fact.receivedAt().toEpochMilli()),
            fact.carrierAccount(),
            fact.carrierCallId().text(),
            fact.key());
    return Base64.getUrlEncoder().withoutPadding().encodeToString(place.getBytes(UTF_8));
  }

  private static Optional<Unmatched> parse(String cursor) {
    try {
      String[] parts = new String(Base64.getUrlDecoder().decode(cursor), UTF_8).split(PART, PARTS);
      return parts.length < PARTS
          ? Optional.empty()
          : Optional.of(
              new Unmatched(
                  Instant.ofEpochMilli(Long.parseLong(parts[0])),
                  parts[1],
                  new CarrierCallId(parts[2]),
                  parts[3],
                  ""));
    } catch (IllegalArgumentException | DateTimeException notACursor) {
      return Optional.empty();
    }
  }
}
