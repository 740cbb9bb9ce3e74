package io.bauta.app;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bauta.carrier.ApiStep;
import io.bauta.carrier.ApiStep.Failed;
import io.bauta.carrier.ApiStep.Finished;
import io.bauta.carrier.ApiStep.Send;
import io.bauta.carrier.CarrierAccount;
import io.bauta.carrier.CarrierRequest;
import io.bauta.carrier.HttpReply;
import io.bauta.carrier.Secret;
import io.bauta.carrier.SignatureMode;
import io.bauta.number.HomeRegion;
import io.bauta.outbox.CommandSender;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ApiConversationTest {

  private static final String TOKEN = "token-of-the-test";
  private static final int LOST = 0;

  private final List<Duration> pauses = new ArrayList<>();
  private final List<String> sent = new ArrayList<>();
  private final List<String> shown = new ArrayList<>();
  private final Deque<Integer> statuses = new ArrayDeque<>();

  /** Answers with the statuses given, in turn, and then with 200. */
  private final CommandSender carrier =
      request -> {
        sent.add(request.method());
        Integer status = statuses.poll();
        if (status != null && status == LOST) {
          throw new IOException("lost");
        }
        return HttpReply.text(status == null ? 200 : status, "text/plain", "secret of a reply");
      };

  private final StepWatcher watcher =
      new StepWatcher() {
        @Override
        public void shown(Send<?> step) {
          shown.add(step.purpose());
        }

        @Override
        public void waits(Send<?> step, String how, Duration pause, boolean fromTheBeginning) {}
      };

  private ApiConversation<String> conversation(boolean dry) {
    return new ApiConversation<>(account(), carrier, watcher, pauses::add, dry);
  }

  private static ConfiguredAccount account() {
    return new ConfiguredAccount(
        new CarrierAccount(
            "main",
            "vobiz",
            HomeRegion.of("IN"),
            Optional.empty(),
            Optional.empty(),
            SignatureMode.REQUIRE,
            Map.of("auth-token", new Secret(TOKEN))),
        new PretendCarrier());
  }

  private static CarrierRequest request(String method) {
    return new CarrierRequest(
        method, "https://api.example.com/x", Map.of("X-Auth-Token", TOKEN), Optional.empty());
  }

  /** Reads, makes, and says how often each was answered; an error ends it. */
  private static ApiStep<String> readAndMake(List<HttpReply> replies) {
    for (HttpReply reply : replies) {
      if (reply.status() != 200) {
        return new Failed<>("the carrier says " + reply.status());
      }
    }
    return switch (replies.size()) {
      case 0 -> Send.read("read", request("GET"));
      case 1 -> new Send<>("make", request("POST"), true, HttpReply.ok());
      default -> new Finished<>("done");
    };
  }

  @Test
  void stepsFollowFromTheRepliesSoFar() throws Exception {
    assertThat(conversation(false).carryOn(ApiConversationTest::readAndMake)).isEqualTo("done");
    assertThat(sent).containsExactly("GET", "POST");
    assertThat(pauses).isEmpty();
  }

  @Test
  void aReadThatDoesNotComeThroughIsRepeatedAfterGrowingPauses() throws Exception {
    statuses.addAll(List.of(500, LOST, 429));
    assertThat(conversation(false).carryOn(ApiConversationTest::readAndMake)).isEqualTo("done");
    assertThat(sent).containsExactly("GET", "GET", "GET", "GET", "POST");
    assertThat(pauses).containsExactly(ofSeconds(1), ofSeconds(4), ofSeconds(15));
  }

  @Test
  void anErrorThatStaysIsTheConversationsToExplain() {
    statuses.addAll(List.of(503, 503, 503, 503));
    assertThatThrownBy(() -> conversation(false).carryOn(ApiConversationTest::readAndMake))
        .isInstanceOf(CommandException.class)
        .hasMessage("the carrier says 503");
    assertThat(sent).hasSize(ApiConversation.TRIES_MAX);
  }

  @Test
  void withoutAnyReplyItSaysWhatToCheck() {
    statuses.addAll(List.of(LOST, LOST, LOST, LOST));
    assertThatThrownBy(() -> conversation(false).carryOn(ApiConversationTest::readAndMake))
        .isInstanceOf(CommandException.class)
        .hasMessageContaining("no reply from the API of Vobiz, tried 4 times (IOException)")
        .hasMessageContaining("carriers.main.api-base");
  }

  @Test
  void aChangeOfWhichNobodyKnowsIsNotRepeatedButLookedFor() throws Exception {
    for (int unclear : List.of(LOST, 500, 504)) {
      sent.clear();
      statuses.addAll(List.of(200, unclear));
      assertThat(conversation(false).carryOn(ApiConversationTest::readAndMake)).isEqualTo("done");
      assertThat(sent).as("after %d", unclear).containsExactly("GET", "POST", "GET", "POST");
    }
  }

  @Test
  void aChangeThatWasPutOffIsRepeatedWithoutLookingAgain() throws Exception {
    statuses.addAll(List.of(200, 429, 429));
    conversation(false).carryOn(ApiConversationTest::readAndMake);
    assertThat(sent).containsExactly("GET", "POST", "POST", "POST");
    assertThat(pauses).containsExactly(ofSeconds(1), ofSeconds(4));
  }

  @Test
  void aChangeThatFailsAgainAndAgainIsGivenUp() {
    statuses.addAll(List.of(200, 500, 200, 500, 200, 500, 200, 500));
    assertThatThrownBy(() -> conversation(false).carryOn(ApiConversationTest::readAndMake))
        .hasMessage("the carrier says 500");
    assertThat(sent).hasSize(8);
  }

  @Test
  void whatWasChangedBeforeANewBeginningIsRemembered() throws Exception {
    ApiConversation<String> conversation = conversation(false);
    statuses.addAll(List.of(200, 200, LOST));
    conversation.carryOn(
        replies ->
            pauses.isEmpty()
                ? new Send<>("change " + replies.size(), request("POST"), true, HttpReply.ok())
                : new Finished<>("all is there"));
    assertThat(conversation.changedBefore())
        .containsExactly("change 0", "change 1", "perhaps: change 2 (it was not answered)");
  }

  @Test
  void aDryRunSendsOnlyReadsAndGoesOnWithWhatIsAssumed() throws Exception {
    assertThat(conversation(true).carryOn(ApiConversationTest::readAndMake)).isEqualTo("done");
    assertThat(sent).containsExactly("GET");
    assertThat(shown).containsExactly("make");
  }

  @Test
  void whoIsTurnedAwayIsToldWhichSettingItWasSentWith() {
    for (int status : List.of(401, 403)) {
      statuses.add(status);
      assertThatThrownBy(() -> conversation(false).carryOn(ApiConversationTest::readAndMake))
          .hasMessage("the carrier says %d (check: carriers.main.auth-token)".formatted(status));
    }
  }

  @Test
  void theSettingIsNotNamedTwice() {
    assertThatThrownBy(
            () ->
                conversation(false)
                    .carryOn(
                        replies ->
                            replies.isEmpty()
                                ? Send.read("read", request("GET"))
                                : new Failed<>("check auth-token")))
        .hasMessage("check auth-token");
  }

  @Test
  void whoFailsBeforeTheFirstRequestIsToldWhatIsNotConfigured() {
    assertThatThrownBy(() -> conversation(false).carryOn(replies -> new Failed<>("no key")))
        .hasMessageStartingWith("no key (not configured: carriers.main.")
        .hasMessageNotContaining("carriers.main.auth-token");
  }

  @Test
  void aConversationWithoutEndIsEnded() {
    assertThatThrownBy(
            () ->
                conversation(false)
                    .carryOn(replies -> Send.read("read " + replies.size(), request("GET"))))
        .isInstanceOf(CommandException.class)
        .hasMessageContaining("not at its end after 10500 steps");
    assertThat(sent).hasSize(ApiConversation.STEPS_MAX);
  }

  @Test
  void aReplyThatCannotBeReadDoesNotPrint() {
    assertThatThrownBy(
            () ->
                conversation(false)
                    .carryOn(
                        replies -> {
                          if (replies.isEmpty()) {
                            return Send.read("read", request("GET"));
                          }
                          throw new IllegalStateException(
                              new String(
                                  replies.getFirst().body(),
                                  java.nio.charset.StandardCharsets.UTF_8));
                        }))
        .isInstanceOf(CommandException.class)
        .hasMessageContaining("the reply to 'read' could not be read")
        .hasMessageNotContaining("secret")
        .hasNoCause();
  }

  @Test
  void aRequestThatCannotBeSentDoesNotPrintItsHeaders() {
    try (CarrierHttp http = new CarrierHttp()) {
      CarrierRequest broken =
          new CarrierRequest(
              "GET", "https://api.example.com", Map.of("X-Auth-Token", "a\nb"), Optional.empty());
      assertThatThrownBy(
              () ->
                  new ApiConversation<String>(account(), http, watcher, pauses::add, false)
                      .carryOn(replies -> Send.read("read", broken)))
          .isInstanceOf(CommandException.class)
          .hasMessageContaining("carriers.main.api-base is a URL")
          .hasNoCause();
    }
  }
}
