package io.bauta.carrier.acme;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.bauta.call.CallFact.CallEnded;
import io.bauta.call.CarrierCallId;
import io.bauta.call.HangUp;
import io.bauta.call.HangupCause;
import io.bauta.call.HangupSource;
import io.bauta.carrier.Authenticity;
import io.bauta.carrier.Authenticity.Forged;
import io.bauta.carrier.Authenticity.Genuine;
import io.bauta.carrier.Authenticity.Unsigned;
import io.bauta.carrier.Carrier;
import io.bauta.carrier.CarrierAccount;
import io.bauta.carrier.CarrierMessage;
import io.bauta.carrier.CarrierMessage.Asks;
import io.bauta.carrier.CarrierMessage.Irrelevant;
import io.bauta.carrier.CarrierMessage.Tells;
import io.bauta.carrier.CarrierProfile;
import io.bauta.carrier.CarrierProfile.Endpoint;
import io.bauta.carrier.CarrierProfile.Proof;
import io.bauta.carrier.CarrierProfile.Setting;
import io.bauta.carrier.CarrierReply;
import io.bauta.carrier.CarrierReply.InResponse;
import io.bauta.carrier.FormFields;
import io.bauta.carrier.HttpReply;
import io.bauta.carrier.MalformedWebhookException;
import io.bauta.carrier.RoutingRequest;
import io.bauta.carrier.Shortfall;
import io.bauta.carrier.Webhook;
import io.bauta.routing.IncomingCall;
import io.bauta.routing.RoutingDecision;
import io.bauta.routing.RoutingDecision.Challenge;
import io.bauta.routing.RoutingDecision.Connect;
import io.bauta.routing.RoutingDecision.Refuse;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The example of {@code docs/adding-a-carrier.md}: forms come in, a line of text goes out. */
public final class Acme implements Carrier {

  private static final CarrierProfile PROFILE =
      new CarrierProfile(
          "acme",
          "Acme Telecom",
          "https://acme.example/docs/webhooks",
          List.of(
              new Endpoint("incoming", true, "a call comes in: whom to ring"),
              new Endpoint("ended", false, "a call is over")),
          List.of(),
          List.of(new Setting("key", true, "what Acme sends in X-Acme-Key", "0123456789abcdef")),
          Set.of(),
          new Proof("key", CarrierProfile.Best.HEADER),
          Set.of(
              Shortfall.ANNOUNCEMENT_NOT_SPOKEN,
              Shortfall.DIGITS_NOT_COLLECTED,
              Shortfall.ONLY_FIRST_RUNG,
              Shortfall.NOTICE_NOT_SPOKEN,
              Shortfall.RECORDING_NOT_STARTED));

  @Override
  public CarrierProfile profile() {
    return PROFILE;
  }

  @Override
  public Authenticity authenticate(Webhook webhook, CarrierAccount account, Instant receivedAt) {
    Optional<byte[]> sent = webhook.header("x-acme-key").map(value -> value.getBytes(UTF_8));
    Optional<byte[]> key = account.setting("key").map(value -> value.getBytes(UTF_8));
    if (sent.isEmpty() || key.isEmpty()) {
      return new Unsigned();
    }
    return MessageDigest.isEqual(sent.get(), key.get())
        ? new Genuine(List.of())
        : new Forged("x-acme-key is not the key of this account");
  }

  @Override
  public CarrierMessage read(Webhook webhook, CarrierAccount account)
      throws MalformedWebhookException {
    FormFields form = FormFields.of(webhook);
    String event = form.get("event").orElse("");
    if (PROFILE.hasEndpoint(event) && !event.equals(webhook.endpoint())) {
      throw new MalformedWebhookException("this event belongs to the endpoint " + event);
    }
    return switch (event) {
      case "incoming" -> new Asks(question(form, account));
      case "ended" -> new Tells(required(form), List.of(end(form)));
      default -> new Irrelevant(event);
    };
  }

  private static RoutingRequest question(FormFields form, CarrierAccount account)
      throws MalformedWebhookException {
    String dialed =
        form.get("to").orElseThrow(() -> new MalformedWebhookException("to is missing"));
    return new RoutingRequest(
        call(form),
        new IncomingCall(
            account.name(),
            account
                .homeRegion()
                .parse(dialed)
                .orElseThrow(() -> new MalformedWebhookException("to is not a number")),
            account.homeRegion().parseCaller(form.get("from").orElse(""))));
  }

  private static Optional<CarrierCallId> call(FormFields form) {
    return form.get("call")
        .filter(id -> id.length() <= CarrierCallId.LENGTH_MAX)
        .map(CarrierCallId::new);
  }

  private static CarrierCallId required(FormFields form) throws MalformedWebhookException {
    return call(form)
        .orElseThrow(() -> new MalformedWebhookException("call is missing or too long"));
  }

  private static CallEnded end(FormFields form) {
    HangupCause cause =
        switch (form.get("why").orElse("")) {
          case "hungup" -> HangupCause.NORMAL_CLEARING;
          case "busy" -> HangupCause.USER_BUSY;
          default -> HangupCause.UNKNOWN;
        };
    return new CallEnded("ended", new HangUp(cause, "", HangupSource.UNKNOWN), Optional.empty());
  }

  @Override
  public CarrierReply answer(
      RoutingRequest request, RoutingDecision decision, CarrierAccount account) {
    return switch (decision) {
      case Connect connect ->
          new InResponse(
              text(
                  "ring %s show %s name %s ring-seconds %d talk-seconds %d"
                      .formatted(
                          connect.destination().e164(),
                          connect.callerId().e164(),
                          connect.callerId().e164(),
                          connect.ringTimeout().toSeconds(),
                          connect.talkLimit().toSeconds())),
              connect.ringsSeveral() ? Set.of(Shortfall.ONLY_FIRST_RUNG) : Set.of());
      case Refuse refuse ->
          new InResponse(
              text("refuse"),
              refuse.announcement().isPresent()
                  ? Set.of(Shortfall.ANNOUNCEMENT_NOT_SPOKEN)
                  : Set.of());
      case Challenge _ -> new InResponse(text("refuse"), Set.of(Shortfall.DIGITS_NOT_COLLECTED));
    };
  }

  @Override
  public HttpReply acknowledge(Webhook webhook) {
    return HttpReply.ok();
  }

  private static HttpReply text(String line) {
    return HttpReply.text(200, "text/plain", line);
  }
}
