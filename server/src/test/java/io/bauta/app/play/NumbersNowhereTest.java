package io.bauta.app.play;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import io.bauta.Traces;
import io.bauta.app.ApiClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/**
 * After the whole demonstration with every carrier nobody's number can be found: not in a file, not
 * in the log, not in what the API answers, also where somebody asks with the number itself.
 */
class NumbersNowhereTest {

  private static final List<Cast> CASTS =
      List.of(Cast.OF_INDIA, Cast.OF_SINGAPORE, Cast.OF_AMERICA);
  private static final List<String> PAGES =
      List.of(
          "/health",
          "/v1/pools",
          "/v1/sessions",
          "/v1/calls",
          "/v1/calls/totals",
          "/v1/calls/unmatched",
          "/v1/webhooks",
          "/v1/recordings",
          "/v1/audit",
          "/v1/retention",
          "/v1/vault");

  private final Queue<String> told = new ConcurrentLinkedQueue<>();
  private final Queue<String> log = new ConcurrentLinkedQueue<>();
  private final AppenderBase<ILoggingEvent> listener =
      new AppenderBase<>() {
        @Override
        protected void append(ILoggingEvent event) {
          log.add(event.getLoggerName() + " " + event.getFormattedMessage());
          for (var cause = event.getThrowableProxy(); cause != null; cause = cause.getCause()) {
            log.add(cause.getClassName() + " " + cause.getMessage());
          }
        }
      };

  @BeforeEach
  void listen() {
    Logger root = root();
    listener.setContext(root.getLoggerContext());
    listener.start();
    root.addAppender(listener);
  }

  @AfterEach
  void stopListening() {
    root().detachAppender(listener);
  }

  /** Until the server closes. */
  private void follow(Stream<String> lines) {
    try (lines) {
      lines.forEach(told::add);
    } catch (UncheckedIOException closed) {
      // The stream ends so when the server goes.
    }
  }

  private static Logger root() {
    return (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
  }

  @Test
  void nothingTellsAnybodysNumber(@TempDir Path data) throws Exception {
    List<String> answers = new ArrayList<>();
    HttpClient http = HttpClient.newHttpClient();
    try (Demo demo = new Demo(Staging.ALL, data, Clock.systemUTC())) {
      String key = ApiClient.key(null, data);
      HttpResponse<Stream<String>> events =
          http.send(
              HttpRequest.newBuilder(demo.url().resolve("/v1/events"))
                  .header("Authorization", "Bearer " + key)
                  .header("Accept", "text/event-stream")
                  .build(),
              BodyHandlers.ofLines());
      Thread follower = Thread.ofVirtual().start(() -> follow(events.body()));
      for (Stage stage : demo.stages()) {
        demo.play(stage, scene -> answers.add(scene.toString()));
      }
      for (String page : PAGES) {
        HttpResponse<String> answer = ask(http, demo.url().resolve(page), key, "GET", "");
        assertThat(answer.statusCode()).as(page).isEqualTo(200);
        answers.add(answer.body());
      }
      for (String person : people().keySet()) {
        askWith(http, demo.url(), key, person, answers);
      }
      // While it runs: what SQLite has not moved to the database yet is in files beside it.
      search(files(data));
      demo.close();
      follower.join(Duration.ofSeconds(20));
    } finally {
      http.shutdownNow();
    }
    search(files(data));
    assertThat(told).hasSizeGreaterThan(20);
    search(Map.of("the events", String.join("\n", told).getBytes(UTF_8)));
    search(Map.of("the API", String.join("\n", answers).getBytes(UTF_8)));
    assertThat(log).hasSizeGreaterThan(20);
    search(Map.of("the log", String.join("\n", log).getBytes(UTF_8)));
  }

  /** As somebody would who does not know where a number belongs. */
  private static void askWith(
      HttpClient http, URI server, String key, String person, List<String> answers)
      throws Exception {
    String encoded = URLEncoder.encode(person, UTF_8);
    for (String path :
        List.of(
            "/v1/calls?caller=" + encoded,
            "/v1/calls/" + encoded,
            "/v1/sessions/" + encoded,
            "/v1/sessions?reference=" + encoded,
            "/carriers/vobiz/" + encoded,
            "/" + encoded)) {
      HttpResponse<String> answer = ask(http, server.resolve(path), key, "GET", "");
      assertThat(answer.statusCode()).as(path.replace(encoded, "X")).isLessThan(500);
      answers.add(answer.body() + answer.headers().map());
    }
    for (String body :
        List.of(
            "{\"pool\":\"%s\"}",
            "{\"pool\":\"p\",\"participants\":[{\"name\":\"a\",\"real_number\":\"%s\"}]}",
            "{\"%s\":1}",
            "%s")) {
      HttpResponse<String> answer =
          ask(http, server.resolve("/v1/sessions"), key, "POST", body.formatted(person));
      assertThat(answer.statusCode()).isBetween(400, 499);
      answers.add(answer.body());
    }
  }

  private static HttpResponse<String> ask(
      HttpClient http, URI url, String key, String method, String body) throws Exception {
    return http.send(
        HttpRequest.newBuilder(url)
            .header("Authorization", "Bearer " + key)
            .timeout(Duration.ofSeconds(20))
            .method(method, BodyPublishers.ofString(body))
            .build(),
        BodyHandlers.ofString());
  }

  private static Map<String, byte[]> files(Path data) throws IOException {
    Map<String, byte[]> files = new LinkedHashMap<>();
    try (Stream<Path> all = Files.walk(data)) {
      for (Path file : all.filter(Files::isRegularFile).toList()) {
        String text = new String(Files.readAllBytes(file), ISO_8859_1);
        // What was never written to is most of it.
        files.put(
            data.relativize(file).toString(),
            (file + "\n" + text.replaceAll("\0{32,}", "\0")).getBytes(ISO_8859_1));
      }
    }
    assertThat(files).containsKeys("bauta.db", "calls.journal");
    return files;
  }

  private static void search(Map<String, byte[]> places) {
    people()
        .forEach(
            (person, callingCode) -> {
              Traces traces = new Traces(person, callingCode);
              places.forEach(
                  (place, bytes) ->
                      assertThat(traces.in(bytes)).as("%s in %s", person, place).isEmpty());
            });
  }

  /** Each with the calling code of their country. */
  private static Map<String, String> people() {
    Map<String, String> people = new LinkedHashMap<>();
    for (Cast cast : CASTS) {
      Stream.of(cast.agent(), cast.customer(), cast.stranger())
          .forEach(person -> people.put(person, cast.countryCode()));
    }
    return people;
  }
}
