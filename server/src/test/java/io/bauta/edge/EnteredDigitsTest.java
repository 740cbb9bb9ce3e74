package io.bauta.edge;

import static io.bauta.routing.Switchboard.ACCOUNT;
import static io.bauta.routing.Switchboard.DRIVER;
import static io.bauta.routing.Switchboard.M1;
import static io.bauta.routing.Switchboard.NOW;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.bauta.HandClock;
import io.bauta.call.Call;
import io.bauta.call.CallFact.RecordingReady;
import io.bauta.call.CallJournal;
import io.bauta.call.CallQuery;
import io.bauta.call.CallStatus;
import io.bauta.call.MemoryCallStore;
import io.bauta.carrier.CarrierAccount;
import io.bauta.carrier.HttpReply;
import io.bauta.carrier.Secret;
import io.bauta.carrier.SignatureMode;
import io.bauta.carrier.Webhook;
import io.bauta.carrier.vobiz.Vobiz;
import io.bauta.id.TimeOrderedIds;
import io.bauta.number.HomeRegion;
import io.bauta.outbox.MemoryOutboxStore;
import io.bauta.outbox.Outbox;
import io.bauta.outbox.Reminders;
import io.bauta.outbox.SendingPace;
import io.bauta.pool.PoolMode;
import io.bauta.proof.MemoryProofStore;
import io.bauta.proof.ProofLog;
import io.bauta.routing.RoutingDecision.Challenge;
import io.bauta.routing.RoutingDecision.Connect;
import io.bauta.routing.RoutingDecision.Refuse;
import io.bauta.routing.RoutingDecision.Why;
import io.bauta.routing.Switchboard;
import io.bauta.session.MaskingSession;
import io.bauta.session.MemoryKnownPhoneStore;
import java.net.URLEncoder;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A caller who is asked for digits, from Vobiz's question to the record of the call. */
class EnteredDigitsTest {

  private static final Duration LONG = Duration.ofSeconds(20);
  private static final String PUBLIC_URL = "https://mask.example.com";
  private static final String TOKEN = "vobiz_test_token_0123456789";
  private static final String STRANGER = "918888800009";
  private static final Pattern ASKED = Pattern.compile("<Gather action=\"([^\"]+)\"");

  private static final CarrierAccount VOBIZ =
      new CarrierAccount(
          ACCOUNT,
          "vobiz",
          HomeRegion.of("IN"),
          Optional.of(PUBLIC_URL),
          Optional.empty(),
          SignatureMode.REQUIRE,
          Map.of("auth-token", new Secret(TOKEN)));

  private final Switchboard switchboard = new Switchboard();
  private final MemoryCallStore calls = new MemoryCallStore();
  private final MemoryOutboxStore commands = new MemoryOutboxStore(calls);
  private final CallLog log = new CallLog(calls, CallJournal.NONE, commands, sent -> {});
  private final HandClock clock = new HandClock(NOW);
  private final Exchanges exchanges = new Exchanges(NOW);
  private final MemoryKnownPhoneStore phones = new MemoryKnownPhoneStore();
  private final RecentPhones recentPhones =
      new RecentPhones(switchboard.pools, phones, switchboard.sessionStore);
  private final CallLedger ledger = new CallLedger(calls);
  private final CarrierWebhooks webhooks =
      new CarrierWebhooks(
          switchboard.router,
          new RecentCallers(calls),
          recentPhones,
          ledger,
          SilentPlatform.desk(switchboard.sessions),
          switchboard.pools,
          log,
          new ToldCalls(calls, log, ledger),
          new Outbox(
              commands,
              calls,
              request -> HttpReply.ok(),
              new NoReminders(),
              List.of(),
              SendingPace.USUAL,
              exchanges,
              clock),
          new ReplayGuard(),
          new ProofLog(new MemoryProofStore(), Instant.EPOCH),
          new WebhookRates(),
          exchanges,
          new TimeOrderedIds(),
          clock);
  private MaskingSession session;
  private int nonces;

  @BeforeEach
  void callersAreAskedForACode() {
    switchboard.index.markComplete();
    session = switchboard.open(switchboard.pool(PoolMode.PIN, M1));
  }

  @AfterEach
  void closeTheLog() {
    log.close();
  }

  @Test
  void whoeverEntersACodeIsConnectedAndTheCallHasOneRecord() {
    String url = asked(receive(question()));
    Instant later = clock.instant().plusSeconds(9);
    receive(signed(PUBLIC_URL + "/carriers/x/recording", recording()));
    clock.forward(Duration.ofSeconds(9));

    assertThat(text(receive(entered(url, codeOfTheDriver())))).contains("<Number>" + DRIVER.e164());

    Call call = onlyCall();
    assertThat(call.start().receivedAt()).isBefore(later);
    assertThat(call.start().decision())
        .isInstanceOfSatisfying(
            Connect.class, connect -> assertThat(connect.why()).isEqualTo(Why.PIN));
    assertThat(call.recordings()).extracting(RecordingReady::recordingId).containsExactly("rec-1");
    assertThat(call.status()).isEqualTo(CallStatus.RINGING);
  }

  @Test
  void aWrongCodeIsAskedForAgainAndAtLastRefused() {
    String first = asked(receive(question()));
    HttpReply wrong = receive(entered(first, "0000000000"));
    assertThat(onlyCall().start().decision()).isInstanceOf(Challenge.class);

    String second = asked(wrong);
    assertThat(second).isNotEqualTo(first);
    String third = asked(receive(entered(second, "")));
    assertThat(text(receive(entered(third, "12")))).contains("<Hangup").doesNotContain("<Gather");

    assertThat(onlyCall().start().decision()).isInstanceOf(Refuse.class);
    assertThat(onlyCall().status()).isEqualTo(CallStatus.REFUSED);
  }

  @Test
  void aWrongCodeThatIsToldAgainCountsOnce() {
    Webhook wrong = entered(asked(receive(question())), "0000000000");
    String reply = text(receive(wrong));

    for (int again = 0; again < 5; again++) {
      assertThat(text(receive(wrong))).isEqualTo(reply);
    }

    assertThat(text(receive(entered(asked(receive(wrong)), codeOfTheDriver())))).contains("<Dial");
  }

  @Test
  void toldManyTimesAtTheSameMomentItCountsOnceToo() throws Exception {
    Webhook wrong = entered(asked(receive(question())), "0000000000");
    Callable<String> telling = () -> text(receive(wrong));

    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<String>> replies = threads.invokeAll(Collections.nCopies(16, telling));
      assertThat(replies.stream().map(Future::resultNow).distinct()).hasSize(1);
    }
    assertThat(text(receive(entered(asked(receive(wrong)), codeOfTheDriver())))).contains("<Dial");
  }

  @Test
  void theLastTryCountsOnceToo() {
    String url = asked(receive(question()));
    url = asked(receive(entered(url, "0000000000")));
    url = asked(receive(entered(url, "0000000000")));
    Webhook right = entered(url, codeOfTheDriver());

    assertThat(text(receive(right))).contains("<Dial");
    assertThat(text(receive(right))).contains("<Dial");
  }

  @Test
  void aRightCodeThatIsToldAgainConnectsNobodyWhenTheSessionIsOver() {
    Webhook right = entered(asked(receive(question())), codeOfTheDriver());
    assertThat(text(receive(right))).contains("<Dial");
    clock.forward(Duration.ofMinutes(1));

    assertThat(text(receive(right))).contains("<Hangup").doesNotContain(DRIVER.e164());
    assertThat(onlyCall().start().decision()).isInstanceOf(Connect.class);
  }

  @Test
  void otherDigitsUnderTheSameSignatureAreTurnedAway() {
    Webhook wrong = entered(asked(receive(question())), "0000000000");
    receive(wrong);
    Webhook guess = signedAs(wrong, digits(codeOfTheDriver()));

    assertThat(receive(guess).status()).isEqualTo(403);
    assertThat(receive(wrong).status()).isEqualTo(200);
  }

  @Test
  void digitsOfOneCallAreNothingToAnother() {
    String url = asked(receive(question()));
    Map<String, String> elsewhere = digits(codeOfTheDriver());
    elsewhere.put("CallUUID", "another-call");

    assertThat(text(receive(signed(url, elsewhere))))
        .contains("<Hangup")
        .doesNotContain(DRIVER.e164());
  }

  private String codeOfTheDriver() {
    return session.participants().get(1).pin().orElseThrow().digits();
  }

  private Call onlyCall() {
    assertThat(log.flush(LONG)).isTrue();
    List<Call> all = calls.list(CallQuery.newest(10));
    assertThat(all).hasSize(1);
    return all.getFirst();
  }

  private HttpReply receive(Webhook webhook) {
    return webhooks.receive(new Vobiz(), VOBIZ, webhook, "192.0.2.1");
  }

  private Webhook question() {
    Map<String, String> fields = call();
    fields.put("Event", "StartApp");
    fields.put("CallStatus", "ringing");
    return signed(PUBLIC_URL + VOBIZ.path() + "/answer", fields);
  }

  private Webhook entered(String url, String digits) {
    return signed(url, digits(digits));
  }

  private static Map<String, String> digits(String digits) {
    Map<String, String> fields = call();
    fields.put("Event", "Redirect");
    fields.put("CallStatus", "in-progress");
    fields.put("InputType", "dtmf");
    fields.put("Digits", digits);
    return fields;
  }

  private static Map<String, String> recording() {
    Map<String, String> fields = call();
    fields.put("Event", "RecordStop");
    fields.put("RecordingID", "rec-1");
    return fields;
  }

  private static Map<String, String> call() {
    Map<String, String> fields = new LinkedHashMap<>();
    fields.put("CallUUID", "call-1");
    fields.put("From", STRANGER);
    fields.put("To", M1.e164());
    return fields;
  }

  /** Where the digits are to be told that {@code reply} asks for. */
  private static String asked(HttpReply reply) {
    Matcher gather = ASKED.matcher(text(reply));
    assertThat(gather.find()).as(text(reply)).isTrue();
    return gather.group(1);
  }

  private static String text(HttpReply reply) {
    return new String(reply.body(), UTF_8);
  }

  private Webhook signed(String url, Map<String, String> fields) {
    String nonce = "1000000000000000000" + nonces++;
    Map<String, String> headers =
        Map.of(
            "x-vobiz-signature-v3",
            hmac(url + "." + nonce),
            "x-vobiz-signature-v3-nonce",
            nonce,
            "content-type",
            "application/x-www-form-urlencoded");
    return webhook(url, headers, fields);
  }

  private static Webhook signedAs(Webhook captured, Map<String, String> fields) {
    return webhook(captured.url(), captured.headers(), fields);
  }

  private static Webhook webhook(
      String url, Map<String, String> headers, Map<String, String> fields) {
    String[] path = url.substring(PUBLIC_URL.length()).split("/", 5);
    String form =
        fields.entrySet().stream()
            .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), UTF_8))
            .collect(Collectors.joining("&"));
    return new Webhook(
        path[3], path.length > 4 ? path[4] : "", "POST", url, "", headers, form.getBytes(UTF_8));
  }

  private static String hmac(String message) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(TOKEN.getBytes(UTF_8), "HmacSHA256"));
      return Base64.getEncoder().encodeToString(mac.doFinal(message.getBytes(UTF_8)));
    } catch (GeneralSecurityException everyJdkHasIt) {
      throw new IllegalStateException(everyJdkHasIt);
    }
  }

  private static final class NoReminders implements Reminders {
    @Override
    public void start(Function<String, Optional<Instant>> listener) {}

    @Override
    public void remind(String what, Instant at) {}
  }
}
