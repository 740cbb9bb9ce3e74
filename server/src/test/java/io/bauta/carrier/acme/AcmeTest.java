package io.bauta.carrier.acme;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bauta.carrier.Authenticity.Forged;
import io.bauta.carrier.Authenticity.Genuine;
import io.bauta.carrier.Authenticity.Unsigned;
import io.bauta.carrier.CarrierAccount;
import io.bauta.carrier.CarrierMessage;
import io.bauta.carrier.CarrierMessage.Asks;
import io.bauta.carrier.CarrierMessage.Irrelevant;
import io.bauta.carrier.CarrierMessage.Tells;
import io.bauta.carrier.CarrierReply.InResponse;
import io.bauta.carrier.MalformedWebhookException;
import io.bauta.carrier.Secret;
import io.bauta.carrier.SignatureMode;
import io.bauta.carrier.Webhook;
import io.bauta.number.HomeRegion;
import io.bauta.number.PhoneNumber;
import io.bauta.number.ProxyNumber;
import io.bauta.routing.RoutingDecision.Connect;
import io.bauta.session.SessionId;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** The carrier that {@code docs/adding-a-carrier.md} shows is one, and is shown as it is. */
class AcmeTest {

  private static final Path ROOT = Path.of(Files.isDirectory(Path.of("docs")) ? "" : "..");
  private static final String SOURCE = "server/src/test/java/io/bauta/carrier/acme/Acme.java";
  private static final CarrierAccount ACCOUNT =
      new CarrierAccount(
          "acme",
          "acme",
          HomeRegion.of("IN"),
          Optional.empty(),
          Optional.empty(),
          SignatureMode.REQUIRE,
          Map.of("key", new Secret("0123456789abcdef")));
  private static final Connect CONNECT =
      new Connect(
          new SessionId(new UUID(1, 2)),
          0,
          1,
          PhoneNumber.ofE164("+918888800002"),
          ProxyNumber.of(PhoneNumber.ofE164("+919000000002")),
          Duration.ofSeconds(30),
          Duration.ofHours(1));

  private final Acme acme = new Acme();

  @Test
  void theDocumentShowsThisCarrier() throws Exception {
    String source = Files.readString(ROOT.resolve(SOURCE));
    String shown = source.substring(source.indexOf("public final class"));

    assertThat(Files.readString(ROOT.resolve("docs/adding-a-carrier.md")))
        .as("copy the class from %s into the document", SOURCE)
        .contains("```java\n" + shown + "```\n");
  }

  @Test
  void aQuestionIsReadAndAnswered() throws Exception {
    CarrierMessage message =
        acme.read(webhook("event=incoming&call=c1&from=8888800001&to=09000000001"), ACCOUNT);

    assertThat(message)
        .isInstanceOfSatisfying(
            Asks.class,
            asks -> {
              assertThat(asks.request().incoming().caller())
                  .contains(PhoneNumber.ofE164("+918888800001"));
              assertThat(acme.answer(asks.request(), CONNECT, ACCOUNT))
                  .isInstanceOfSatisfying(
                      InResponse.class,
                      reply ->
                          assertThat(new String(reply.http().body(), UTF_8))
                              .isEqualTo(
                                  "ring +918888800002 show +919000000002 name +919000000002"
                                      + " ring-seconds 30 talk-seconds 3600"));
            });
  }

  @Test
  void whatItTellsIsRead() throws Exception {
    assertThat(acme.read(at("ended", "event=ended&call=c1&why=busy"), ACCOUNT))
        .isInstanceOf(Tells.class);
    assertThat(acme.read(webhook("event=other"), ACCOUNT)).isInstanceOf(Irrelevant.class);
    assertThatThrownBy(() -> acme.read(webhook("event=incoming&call=c1"), ACCOUNT))
        .isInstanceOf(MalformedWebhookException.class);
    assertThatThrownBy(() -> acme.read(webhook("event=ended&call=c1"), ACCOUNT))
        .hasMessage("this event belongs to the endpoint ended");
  }

  @Test
  void itsProofIsItsKey() {
    assertThat(acme.authenticate(webhook(""), ACCOUNT, Instant.EPOCH)).isInstanceOf(Unsigned.class);
    assertThat(acme.authenticate(webhook("", "0123456789abcdef"), ACCOUNT, Instant.EPOCH))
        .isInstanceOf(Genuine.class);
    assertThat(acme.authenticate(webhook("", "another"), ACCOUNT, Instant.EPOCH))
        .isInstanceOf(Forged.class);
  }

  private static Webhook webhook(String form) {
    return at("incoming", form);
  }

  private static Webhook at(String endpoint, String form) {
    return new Webhook(endpoint, "", "POST", "", "", Map.of(), form.getBytes(UTF_8));
  }

  private static Webhook webhook(String form, String key) {
    Map<String, String> headers = Map.of("x-acme-key", key);
    return new Webhook("incoming", "", "POST", "", "", headers, form.getBytes(UTF_8));
  }
}
