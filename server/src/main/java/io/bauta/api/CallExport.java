package io.bauta.api;

import io.bauta.call.Call;
import io.bauta.call.CallQuery;
import io.bauta.call.CallStore;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import tools.jackson.databind.node.ObjectNode;

/**
 * Calls as a file, newest first, read page by page while it is sent: however many they are, one
 * page is in memory.
 *
 * <p>A store that fails in between breaks the answer off; it does not end as if it were whole.
 */
final class CallExport {

  /** How many calls are read at a time. */
  static final int PAGE = 500;

  /** In what form. */
  enum Format {
    CSV("text/csv; charset=utf-8; header=present"),
    JSONL("application/jsonl");

    private final String contentType;

    Format(String contentType) {
      this.contentType = contentType;
    }
  }

  private final CallStore calls;
  private final CallJson json;

  CallExport(CallStore calls, CallJson json) {
    this.calls = calls;
    this.json = json;
  }

  /** The calls that {@code query} means, in pages of its limit. */
  ApiStream of(CallQuery query, Format format) {
    // Read before the status leaves, so that a store that is away is a problem and not half a file.
    List<Call> first = calls.list(query);
    return new ApiStream(
        200,
        format.contentType,
        Map.of(
            "Content-Disposition", "attachment; filename=\"calls.%s\"".formatted(Names.of(format))),
        OptionalLong.empty(),
        out -> write(out, query, first, format));
  }

  private void write(OutputStream out, CallQuery query, List<Call> first, Format format)
      throws IOException {
    if (format == Format.CSV) {
      out.write(CallCsv.header());
    }
    List<Call> page = first;
    while (!page.isEmpty()) {
      out.write(bytes(page, format));
      page =
          page.size() < query.limit()
              ? List.of()
              : calls.list(query.before(Optional.of(page.getLast().start().id())));
    }
  }

  private byte[] bytes(List<Call> page, Format format) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    Function<Call, ObjectNode> shown = json.ofAll(page);
    for (Call call : page) {
      switch (format) {
        case CSV -> bytes.writeBytes(CallCsv.line(shown.apply(call)));
        case JSONL -> {
          bytes.writeBytes(Json.bytes(shown.apply(call)));
          bytes.write('\n');
        }
      }
    }
    return bytes.toByteArray();
  }
}
