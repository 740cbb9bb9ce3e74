package io.bauta.carrier;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.bauta.call.CarrierCallId;
import io.bauta.carrier.Authenticity.Forged;
import io.bauta.carrier.Carrier.Commandable;
import io.bauta.carrier.CarrierMessage.Asks;
import io.bauta.carrier.CarrierMessage.Irrelevant;
import io.bauta.carrier.CarrierMessage.NumbersChanged;
import io.bauta.carrier.CarrierMessage.Tells;
import io.bauta.carrier.CarrierReply.ByCommand;
import io.bauta.carrier.CarrierReply.InResponse;
import io.bauta.routing.RoutingDecision;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;

/**
 * Every carrier against its recorded traffic, {@code vectors/<carrier>/<case>/}. With {@code
 * -Dvectors.accept} replies and log lines are written instead of compared; review the diff.
 */
class CarrierVectorsTest {

  private static final Path VECTORS =
      Files.isDirectory(Path.of("../vectors")) ? Path.of("../vectors") : Path.of("vectors");

  private static final boolean ACCEPT = System.getProperty("vectors.accept") != null;

  private static final List<String> MANDATORY =
      List.of(
          "incoming-connect",
          "incoming-refuse",
          "incoming-challenge",
          "caller-withheld",
          "digits-entered",
          "digits-none",
          "digits-repeated",
          "digits-refused",
          "call-answered",
          "call-unanswered",
          "duplicate-event",
          "forged",
          "unsigned",
          "malformed",
          "wrong-endpoint",
          "unknown-event");

  /** As many digits as a telephone number may have at least, and as an id must not have. */
  private static final Pattern NUMBER = Pattern.compile("[0-9]{8,}");

  @TestFactory
  Stream<DynamicNode> vectors() {
    return Carriers.ALL.stream()
        .map(
            carrier -> DynamicContainer.dynamicContainer(carrier.profile().id(), casesOf(carrier)));
  }

  private static Stream<DynamicNode> casesOf(Carrier carrier) {
    Stream<DynamicNode> mandatory =
        MANDATORY.stream()
            .map(name -> DynamicTest.dynamicTest("has " + name, () -> isThere(carrier, name)));
    Stream<DynamicNode> cases =
        folders(VECTORS.resolve(carrier.profile().id()))
            .map(
                folder ->
                    DynamicTest.dynamicTest(
                        folder.getFileName().toString(),
                        folder.resolve("request.http").toUri(),
                        () -> check(carrier, folder)));
    return Stream.concat(mandatory, cases);
  }

  @Test
  void everyFolderIsOfACarrier() {
    assertThat(folders(VECTORS).map(folder -> folder.getFileName().toString()))
        .allSatisfy(id -> assertThat(Carriers.byId(id)).as("the carrier %s", id).isPresent());
  }

  @Test
  void theSchemaAllowsWhatACaseIsReadAs() throws IOException {
    JsonNode schema =
        VectorCase.JSON.readTree(Files.readString(VECTORS.resolve("case.schema.json")));
    assertThat(schema.get("additionalProperties").booleanValue()).isFalse();
    assertThat(schema.get("properties").propertyNames())
        .containsExactlyInAnyOrderElementsOf(
            Arrays.stream(VectorCase.class.getRecordComponents()).map(c -> c.getName()).toList());
  }

  private static Stream<Path> folders(Path parent) {
    try (Stream<Path> children = Files.list(parent)) {
      return children.filter(Files::isDirectory).sorted().toList().stream();
    } catch (IOException missing) {
      throw new IllegalStateException("no vectors in " + parent.toAbsolutePath(), missing);
    }
  }

  private static void isThere(Carrier carrier, String name) throws IOException {
    Path carrierFolder = VECTORS.resolve(carrier.profile().id());
    Path absent = carrierFolder.resolve("absent.json");
    Map<?, ?> excused =
        Files.exists(absent)
            ? VectorCase.JSON.readValue(Files.readString(absent), Map.class)
            : Map.of();
    assertThat(Files.isDirectory(carrierFolder.resolve(name)) != excused.containsKey(name))
        .as("%s is a case of %s, or absent.json says why there is none", name, carrierFolder)
        .isTrue();
  }

  private static void check(Carrier carrier, Path folder) throws IOException {
    VectorCase expected = VectorCase.read(folder);
    CarrierAccount account = expected.account().named(carrier.profile().id());
    VectorRequest request = VectorRequest.read(folder);
    Webhook webhook = request.toWebhook(carrier, account, expected.endpoint());
    Authenticity authenticity = carrier.authenticate(webhook, account, expected.arrival());
    StringBuilder log = new StringBuilder("webhook: %s%n".formatted(webhook));
    log.append("authenticity: ").append(authenticity).append('\n');

    assertThat(authenticity.getClass().getSimpleName()).isEqualTo(expected.authenticity());
    assertThat(expected.meaning().isPresent())
        .as("only what is not forged has a meaning")
        .isEqualTo(!(authenticity instanceof Forged));
    assertThat(source(expected)).as("says where it is from").isTrue();
    boolean answered = expected.meaning().filter(meaning -> !meaning.has("Malformed")).isPresent();
    if (!answered) {
      assertThat(folder.resolve("reply.http")).as("the edge answers this").doesNotExist();
    }
    if (expected.meaning().isPresent()) {
      checkMeaning(carrier, folder, expected, account, webhook, log);
    }
    checkLog(folder, expected, request, log.toString());
  }

  private static boolean source(VectorCase expected) {
    return switch (expected.source().kind()) {
      case captured, docs ->
          expected.source().url().or(() -> expected.source().note()).isPresent()
              && expected.source().read().isPresent();
      case invented -> true;
    };
  }

  private static void checkMeaning(
      Carrier carrier,
      Path folder,
      VectorCase expected,
      CarrierAccount account,
      Webhook webhook,
      StringBuilder log)
      throws IOException {
    assertThat(carrier.profile().hasEndpoint(webhook.endpoint())).as("the endpoint").isTrue();
    try {
      CarrierMessage message = carrier.read(webhook, account);
      log.append("message: ").append(message).append('\n');
      assertThat(VectorMeaning.of(message)).isEqualTo(expected.meaning().orElseThrow());
      checkRepetition(carrier, folder, expected, webhook);
      checkReply(carrier, folder, expected, account, webhook, message, log);
    } catch (MalformedWebhookException malformed) {
      log.append("malformed: ").append(malformed.getMessage()).append('\n');
      assertThat(VectorMeaning.of(malformed)).isEqualTo(expected.meaning().orElseThrow());
    }
  }

  /** A repetition means the same, to the key of each fact, and uses its signature the same way. */
  private static void checkRepetition(
      Carrier carrier, Path folder, VectorCase expected, Webhook webhook) throws IOException {
    if (expected.sameAs().isEmpty()) {
      return;
    }
    Path first = folder.resolveSibling(expected.sameAs().get());
    VectorCase firstCase = VectorCase.read(first);
    CarrierAccount account = firstCase.account().named(carrier.profile().id());
    Webhook firstWebhook =
        VectorRequest.read(first).toWebhook(carrier, account, firstCase.endpoint());
    assertThat(expected.meaning()).isEqualTo(firstCase.meaning());
    assertThat(carrier.authenticate(webhook, account, expected.arrival()))
        .isEqualTo(carrier.authenticate(firstWebhook, account, firstCase.arrival()));
  }

  private static void checkReply(
      Carrier carrier,
      Path folder,
      VectorCase expected,
      CarrierAccount account,
      Webhook webhook,
      CarrierMessage message,
      StringBuilder log)
      throws IOException {
    HttpReply http;
    List<CarrierCommand> owed = List.of();
    if (message instanceof Asks(RoutingRequest request)) {
      RoutingDecision decision = expected.decision().orElseThrow().toDecision();
      CarrierReply reply = carrier.answer(request, decision, account);
      log.append("decision: ").append(decision).append('\n');
      log.append("reply: ").append(reply).append('\n');
      assertThat(reply.shortfalls()).containsExactlyInAnyOrderElementsOf(expected.shortfalls());
      switch (reply) {
        case InResponse(HttpReply response, var _) -> http = response;
        case ByCommand(HttpReply acknowledgement, var commands, var _) -> {
          http = acknowledgement;
          owed = commands;
        }
      }
    } else {
      assertThat(expected.decision()).as("only a question is decided").isEmpty();
      http = carrier.acknowledge(webhook);
      log.append("reply: ").append(http).append('\n');
      if (message instanceof Tells(var _, var _, var commands, var _)) {
        owed = commands;
        log.append(owed.isEmpty() ? "" : "owed: %s%n".formatted(owed));
      }
    }
    checkCommands(carrier, folder, account, message, owed);
    golden(folder.resolve("reply.http"), bytes(http));
  }

  /**
   * Every command as the request that carries it out, what is done when it is rejected, and what if
   * nobody tells what came of it.
   */
  private static void checkCommands(
      Carrier carrier,
      Path folder,
      CarrierAccount account,
      CarrierMessage message,
      List<CarrierCommand> owed)
      throws IOException {
    if (owed.isEmpty()) {
      assertThat(folder.resolve("commands.json")).as("nothing is owed").doesNotExist();
      return;
    }
    assertThat(carrier).as("a carrier to which commands are owed").isInstanceOf(Commandable.class);
    Commandable commandable = (Commandable) carrier;
    String commands = VectorCommands.write(commandable, account, call(message), owed);
    golden(folder.resolve("commands.json"), commands.getBytes(UTF_8));
  }

  private static CarrierCallId call(CarrierMessage message) {
    return switch (message) {
      case Asks(RoutingRequest request) -> request.call().orElseThrow();
      case Tells tells -> tells.call();
      case Irrelevant _, NumbersChanged _ -> throw new AssertionError("nothing is owed for it");
    };
  }

  private static byte[] bytes(HttpReply http) throws IOException {
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    file.write("HTTP/1.1 %d\n".formatted(http.status()).getBytes(UTF_8));
    if (!http.contentType().isEmpty()) {
      file.write("content-type: %s\n".formatted(http.contentType()).getBytes(UTF_8));
    }
    file.write('\n');
    if (http.body().length > 0) {
      file.write(http.body());
      file.write('\n');
    }
    return file.toByteArray();
  }

  private static void checkLog(Path folder, VectorCase expected, VectorRequest request, String log)
      throws IOException {
    String shown =
        expected
            .decision()
            .flatMap(VectorCase.Decision::Connect)
            .map(connect -> connect.callerId().substring(1))
            .orElse("none");
    assertThat(numbers(request).filter(number -> !shown.contains(number)))
        .as("numbers of the request in the log")
        .noneMatch(log::contains);
    Optional<String> destination =
        expected
            .decision()
            .flatMap(VectorCase.Decision::Connect)
            .map(connect -> connect.destination().substring(3));
    assertThat(destination.filter(log::contains)).as("the destination in the log").isEmpty();
    assertThat(entered(expected).filter(log::contains)).as("what was entered in the log").isEmpty();
    golden(folder.resolve("log.txt"), log.getBytes(UTF_8));
  }

  private static Optional<String> entered(VectorCase expected) {
    return expected
        .meaning()
        .map(meaning -> meaning.at("/RoutingRequest/entered").asString(""))
        .filter(digits -> !digits.isEmpty());
  }

  private static Stream<String> numbers(VectorRequest request) {
    String said = request.target() + "\n" + new String(request.body(), UTF_8);
    String readable = said.replaceAll("%(?![0-9a-fA-F]{2})", "");
    return NUMBER.matcher(URLDecoder.decode(readable, UTF_8)).results().map(MatchResult::group);
  }

  private static void golden(Path file, byte[] actual) throws IOException {
    if (ACCEPT) {
      Files.write(file, actual);
      return;
    }
    assertThat(file).as("run with -Dvectors.accept to write it").exists();
    byte[] wanted = Files.readAllBytes(file);
    assertThat(new String(actual, UTF_8)).as(file.toString()).isEqualTo(new String(wanted, UTF_8));
    assertThat(actual).as(file.toString()).isEqualTo(wanted);
  }
}
