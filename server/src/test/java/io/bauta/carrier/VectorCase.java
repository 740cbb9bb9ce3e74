package io.bauta.carrier;

import io.bauta.number.HomeRegion;
import io.bauta.number.PhoneNumber;
import io.bauta.number.ProxyNumber;
import io.bauta.pool.Ringing;
import io.bauta.routing.RoutingDecision;
import io.bauta.routing.RoutingDecision.Why;
import io.bauta.session.Seat;
import io.bauta.session.SessionId;
import io.bauta.speech.Language;
import io.bauta.speech.Words;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The {@code case.json} of a vector; {@code vectors/README.md} says what each part means. */
record VectorCase(
    String about,
    Source source,
    Account account,
    Optional<String> endpoint,
    Optional<Instant> receivedAt,
    String authenticity,
    Optional<JsonNode> meaning,
    Optional<Decision> decision,
    List<Shortfall> shortfalls,
    Optional<String> sameAs) {

  static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
          .build();

  /** When the webhook came, where the case does not say. */
  private static final Instant SOME_TIME = Instant.parse("2026-05-28T20:26:40Z");

  Instant arrival() {
    return receivedAt.orElse(SOME_TIME);
  }

  VectorCase {
    // Jackson reads a node that is not there as a node that says so.
    meaning = meaning.filter(node -> !node.isMissingNode() && !node.isNull());
  }

  enum Kind {
    captured,
    docs,
    invented
  }

  record Source(Kind kind, Optional<String> url, Optional<String> note, Optional<String> read) {}

  record Account(
      String homeRegion,
      Optional<String> publicUrl,
      Optional<String> pathSecret,
      Map<String, String> settings) {

    CarrierAccount named(String carrier) {
      return new CarrierAccount(
          carrier,
          carrier,
          HomeRegion.of(homeRegion),
          publicUrl,
          pathSecret.map(Secret::new),
          SignatureMode.REQUIRE,
          settings.entrySet().stream()
              .collect(Collectors.toMap(Map.Entry::getKey, entry -> new Secret(entry.getValue()))));
    }
  }

  /** Exactly one of them. */
  record Decision(
      Optional<Connect> Connect, Optional<Refuse> Refuse, Optional<Challenge> Challenge) {

    RoutingDecision toDecision() {
      List<RoutingDecision> made =
          Stream.<Optional<RoutingDecision>>of(
                  Connect.map(VectorCase.Connect::toDecision),
                  Refuse.map(VectorCase.Refuse::toDecision),
                  Challenge.map(VectorCase.Challenge::toDecision))
              .flatMap(Optional::stream)
              .toList();
      if (made.size() != 1) {
        throw new IllegalArgumentException("a decision is Connect, Refuse or Challenge");
      }
      return made.getFirst();
    }
  }

  /**
   * @param others who is rung beside {@code destination}
   */
  record Connect(
      String destination,
      Optional<List<String>> others,
      Optional<Ringing> ringing,
      String callerId,
      String ringTimeout,
      String talkLimit,
      Optional<String> notice,
      Optional<String> language,
      Optional<Boolean> recorded) {

    private static final SessionId SESSION =
        new SessionId(UUID.fromString("01980000-aaaa-7bbb-8ccc-ddddeeeeffff"));

    RoutingDecision toDecision() {
      return new RoutingDecision.Connect(
          Why.SESSION,
          Optional.of(SESSION),
          Optional.of(Seat.first(0)),
          Optional.of(Seat.first(1)),
          Stream.concat(Stream.of(destination), others.stream().flatMap(List::stream))
              .map(PhoneNumber::ofE164)
              .toList(),
          ringing.orElse(Ringing.IN_ORDER),
          ProxyNumber.of(PhoneNumber.ofE164(callerId)),
          Duration.parse(ringTimeout),
          Duration.parse(talkLimit),
          notice.map(text -> words(text, language)),
          recorded.orElse(false));
    }
  }

  record Refuse(
      RoutingDecision.Reason reason, Optional<String> announcement, Optional<String> language) {

    RoutingDecision toDecision() {
      return new RoutingDecision.Refuse(
          reason, Optional.empty(), announcement.map(text -> words(text, language)));
    }
  }

  record Challenge(
      String prompt,
      int digitsMax,
      String timeout,
      boolean again,
      Optional<String> announcement,
      Optional<String> language) {

    RoutingDecision toDecision() {
      return new RoutingDecision.Challenge(
          words(prompt, language),
          digitsMax,
          Duration.parse(timeout),
          again,
          announcement.map(text -> words(text, language)));
    }
  }

  private static Words words(String text, Optional<String> language) {
    return new Words(text, language.map(Language::new));
  }

  static VectorCase read(Path folder) throws IOException {
    return JSON.readValue(Files.readString(folder.resolve("case.json")), VectorCase.class);
  }
}
