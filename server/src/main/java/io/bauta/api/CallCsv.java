package io.bauta.api;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A call as a line of comma-separated values, as RFC 4180 has them.
 *
 * <p>A spreadsheet takes a cell that begins with {@code =}, {@code +}, {@code -} or {@code @} for a
 * formula, also behind blanks and quotes, and some cells hold what a carrier wrote. Such a cell
 * gets an apostrophe in front. So does what follows a semicolon, a tab or a line end in it: where
 * people write decimals with a comma, spreadsheets part cells at semicolons, and know nothing of
 * our quotes. A telephone number, which begins with a plus, gets none: whoever reads the file wants
 * the number, and a plus and digits are a number in any spreadsheet.
 */
final class CallCsv {

  static final List<String> COLUMNS =
      List.of(
          "id",
          "session",
          "carrier_account",
          "carrier_call_id",
          "dialed",
          "caller",
          "destination",
          "caller_id",
          "status",
          "refusal_reason",
          "received_at",
          "ringing_at",
          "answered_at",
          "ended_at",
          "given_up_at",
          "talk_seconds",
          "hangup_cause",
          "carrier_cause",
          "hangup_source",
          "billed_seconds",
          "cost",
          "currency",
          "recordings",
          "shortfalls");

  private static final Pattern TELEPHONE_NUMBER = Pattern.compile("\\+[0-9•]+");

  /** In front of what would begin a formula; the signs of full width count in some languages. */
  private static final Pattern LIKE_A_FORMULA =
      Pattern.compile(
          "^(?=[\\t\\r\\n])|(?:^|(?<=[;\\t\\r\\n]))(?=[\\s\"]*[=+\\-@\uff1d\uff0b\uff0d\uff20])");

  private static final Pattern TO_BE_QUOTED = Pattern.compile("(?s).*[\",\\r\\n].*| .*|.* ");

  private CallCsv() {}

  static byte[] header() {
    return line(COLUMNS.stream());
  }

  static byte[] line(ObjectNode call) {
    return line(COLUMNS.stream().map(column -> cell(text(call, column))));
  }

  private static byte[] line(Stream<String> cells) {
    return (cells.collect(Collectors.joining(",")) + "\r\n").getBytes(StandardCharsets.UTF_8);
  }

  private static String text(ObjectNode call, String column) {
    return switch (column) {
      case "cost" -> call.path("cost").path("amount").asString("");
      case "currency" -> call.path("cost").path("currency").asString("");
      case "recordings" -> Integer.toString(call.path("recordings").size());
      case "shortfalls" ->
          call.path("shortfalls")
              .valueStream()
              .map(JsonNode::asString)
              .collect(Collectors.joining(" "));
      default -> call.path(column).asString("");
    };
  }

  /** One cell, harmless and quoted where it must be. */
  static String cell(String text) {
    String shown =
        TELEPHONE_NUMBER.matcher(text).matches()
            ? text
            : LIKE_A_FORMULA.matcher(text).replaceAll("'");
    return TO_BE_QUOTED.matcher(shown).matches() ? '"' + shown.replace("\"", "\"\"") + '"' : shown;
  }
}
