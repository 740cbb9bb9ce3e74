package io.bauta.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.bauta.HandClock;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class WebhooksCommandTest {

  private static final String RIDER = "+918888800001";
  private static final String STRANGER = "+918888800009";

  private RunningServer server;
  private String dials;

  @BeforeEach
  void openASession(@TempDir Path data) throws Exception {
    server = RunningServer.start(data, RunningServer.SECRET_PATH, new HandClock());
    server.pool("");
    dials = server.open(RIDER, "+918888800002", "").text("/participants/0/dials");
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void exchangesArePrintedInTheirOrder() throws Exception {
    call("call-a", RIDER);
    call("call-b", STRANGER);

    List<String> lines = run().lines().toList();
    assertThat(lines).hasSize(2);
    assertThat(lines.getFirst())
        .startsWith("08:00:00.000  vobiz        answer      connected        200")
        .contains(" ms  asks what to do with a call from +91••••••0001 to " + dials)
        .contains("; rings +91••••••0002, which sees +919000000002")
        .endsWith("  [call-a]");
    assertThat(lines.getLast()).contains("; refused: unknown_caller").endsWith("  [call-b]");
  }

  @Test
  void filtersNarrowWhatIsPrinted() throws Exception {
    call("call-a", RIDER);
    call("call-b", STRANGER);
    server.form("/carriers/vobiz/wrong", Map.of());

    assertThat(run("--call", "call-a").lines()).hasSize(1);
    assertThat(run("--outcome", "refused").lines()).hasSize(1);
    assertThat(run("--account", "vobiz").lines()).hasSize(3);
    assertThat(run("--outcome", "wrong_path"))
        .contains(" ?           wrong_path       404 ")
        .contains("not read: the path secret is missing or wrong");
  }

  @Test
  void asJsonEachExchangeIsALine() throws Exception {
    call("call-a", RIDER);

    JsonNode exchange = JsonMapper.shared().readTree(run("--json"));
    assertThat(exchange.path("outcome").asString("")).isEqualTo("connected");
  }

  @Test
  void aWrongFilterFailsAndSaysWhy() {
    StringWriter err = new StringWriter();

    assertThat(execute(new StringWriter(), err, "--outcome", "fine")).isEqualTo(Main.FAILED);
    assertThat(err.toString()).contains("outcome: expected connected or refused");
  }

  // Following.

  @Test
  void aFeedGivesEachExchangeOnce() throws Exception {
    ExchangeFeed feed = feed();
    call("call-a", RIDER);
    assertThat(ids(feed)).containsExactly("call-a");
    assertThat(ids(feed)).isEmpty();
    call("call-b", RIDER);
    call("call-c", RIDER);
    assertThat(ids(feed)).containsExactly("call-b", "call-c");
  }

  @Test
  void aFeedThatBeganWithNothingMissesNothing() throws Exception {
    ExchangeFeed feed = feed();
    assertThat(ids(feed)).isEmpty();
    call("call-a", RIDER);
    assertThat(ids(feed)).containsExactly("call-a");
  }

  @Test
  void aFeedReadsAsManyPagesAsItMustToMissNothing() throws Exception {
    ExchangeFeed feed = feed();
    call("call-a", RIDER);
    assertThat(ids(feed)).hasSize(1);
    for (int i = 0; i < 201; i++) {
      call("call-" + i, RIDER);
    }
    assertThat(ids(feed)).hasSize(201).startsWith("call-0").endsWith("call-200");
  }

  private ExchangeFeed feed() throws Exception {
    String key = Files.readString(AdminKey.file(server.data())).strip();
    return new ExchangeFeed(new ApiClient(server.url(), key), null, null, null);
  }

  private static List<String> ids(ExchangeFeed feed) throws Exception {
    return feed.next().stream().map(one -> one.path("carrier_call_id").asString("")).toList();
  }

  private void call(String id, String from) throws Exception {
    server.form(
        RunningServer.SECRET_WEBHOOKS + "answer",
        Map.of("CallUUID", id, "From", from, "To", dials));
  }

  private String run(String... options) {
    StringWriter out = new StringWriter();
    assertThat(execute(out, new StringWriter(), options)).isZero();
    return out.toString();
  }

  private int execute(StringWriter out, StringWriter err, String... options) {
    List<String> arguments =
        new ArrayList<>(
            List.of("webhooks", "--url", server.url().toString(), "--data", server.data() + ""));
    arguments.addAll(List.of(options));
    return Main.commandLine()
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(arguments.toArray(String[]::new));
  }
}
