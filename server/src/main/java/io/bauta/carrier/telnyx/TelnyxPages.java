package io.bauta.carrier.telnyx;

import io.bauta.carrier.CarrierAccount;
import io.bauta.carrier.CarrierRequest;
import io.bauta.carrier.HttpReply;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** A list of Telnyx's API, read page by page. */
sealed interface TelnyxPages {

  /** Entries asked for on a page; where Telnyx gives fewer, it says how many pages there are. */
  int PAGE_SIZE = 250;

  /** As many pages as hold the numbers of a full pool. */
  int PAGES_MAX = 400;

  /** A page is missing: this asks for it. */
  record More(CarrierRequest request) implements TelnyxPages {}

  /** The list cannot be read. */
  record Broken(String why) implements TelnyxPages {}

  /**
   * The whole list.
   *
   * @param rest the replies after those that hold it
   */
  record Whole(List<JsonNode> entries, List<HttpReply> rest) implements TelnyxPages {

    /** Redacted: entries are what Telnyx wrote. */
    @Override
    public String toString() {
      return "Whole[" + entries.size() + " entries]";
    }
  }

  /**
   * The list at {@code path}, as far as {@code replies} go.
   *
   * @param name for people, {@code the applications}
   */
  static TelnyxPages of(String path, String name, CarrierAccount account, List<HttpReply> replies) {
    List<JsonNode> entries = new ArrayList<>();
    for (int page = 1; page <= PAGES_MAX; page++) {
      if (page > replies.size()) {
        return new More(TelnyxApi.get(at(path, page), account));
      }
      JsonNode body = TelnyxReply.body(replies.get(page - 1));
      if (body.isMissingNode()) {
        return new Broken(TelnyxReply.why("list " + name, replies.get(page - 1)));
      }
      body.path("data").forEach(entries::add);
      if (page >= body.path("meta").path("total_pages").asInt(1)) {
        return new Whole(entries, replies.subList(page, replies.size()));
      }
    }
    return new Broken("%s fill more than %d pages".formatted(name, PAGES_MAX));
  }

  private static String at(String path, int page) {
    return "%s?page%%5Bnumber%%5D=%d&page%%5Bsize%%5D=%d".formatted(path, page, PAGE_SIZE);
  }
}
