package io.bauta.carrier.eight;

import io.bauta.carrier.ApiStep;
import io.bauta.carrier.Authenticity;
import io.bauta.carrier.Carrier;
import io.bauta.carrier.CarrierAccount;
import io.bauta.carrier.CarrierMessage;
import io.bauta.carrier.CarrierMessage.Irrelevant;
import io.bauta.carrier.CarrierNumber;
import io.bauta.carrier.CarrierProfile;
import io.bauta.carrier.CarrierReply;
import io.bauta.carrier.CarrierReply.InResponse;
import io.bauta.carrier.HttpReply;
import io.bauta.carrier.MalformedWebhookException;
import io.bauta.carrier.RoutingRequest;
import io.bauta.carrier.SetupPlan;
import io.bauta.carrier.SetupReport;
import io.bauta.carrier.Shortfall;
import io.bauta.carrier.Webhook;
import io.bauta.routing.RoutingDecision;
import io.bauta.routing.RoutingDecision.Challenge;
import io.bauta.routing.RoutingDecision.Connect;
import io.bauta.routing.RoutingDecision.Refuse;
import io.bauta.speech.Words;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The dialect of 8x8 Number Masking: a JSON event comes in, a call flow goes out in the response.
 *
 * <p>Sources: developer.8x8.com/connect, the pages docs/voice/number-masking/call-action-handling,
 * call-status, session-summary, call-recordings and virtual-number-updated, docs/voice/ivr,
 * docs/voice/error-codes, and reference/create-a-new-webhook. Where they are silent or disagree,
 * the comment says so.
 */
public final class Eight implements Carrier, Carrier.Provisionable, Carrier.NumberCatalogue {

  @Override
  public CarrierProfile profile() {
    return EightProfile.PROFILE;
  }

  @Override
  public Authenticity authenticate(Webhook webhook, CarrierAccount account, Instant receivedAt) {
    return EightProof.judge(webhook, account);
  }

  @Override
  public CarrierMessage read(Webhook webhook, CarrierAccount account)
      throws MalformedWebhookException {
    EightFields envelope;
    String name;
    EightEvent event;
    try {
      envelope = EightFields.of(webhook.body());
      name = envelope.require("eventType", "an event of 8x8 Voice, {\"eventType\", \"payload\"}");
      event = EightEvent.of(name);
      event.requireQuestion(envelope);
    } catch (MalformedWebhookException unreadable) {
      throw EightQuestion.refused(unreadable, webhook, account);
    }
    event.requireAt(webhook.endpoint());
    return switch (event) {
      case ACTION -> EightQuestion.read(event.payload(envelope, account), account);
      case STATUS -> EightStatus.read(event.payload(envelope, account));
      case SUMMARY -> EightSummary.read(event.payload(envelope, account));
      case RECORDING -> EightRecording.read(event.payload(envelope, account));
      case NUMBERS -> EightNumbers.read(event.payload(envelope, account), account);
      case OTHER -> new Irrelevant(name);
    };
  }

  @Override
  public CarrierReply answer(
      RoutingRequest request, RoutingDecision decision, CarrierAccount account) {
    return switch (decision) {
      case Connect connect ->
          new InResponse(EightCallflow.connect(connect, account), shortfalls(connect, account));
      case Refuse refuse ->
          new InResponse(
              EightCallflow.refusal(refuse.announcement(), account),
              voice(refuse.announcement(), account));
      case Challenge challenge -> challenge(request, challenge, account);
    };
  }

  private static InResponse challenge(
      RoutingRequest request, Challenge challenge, CarrierAccount account) {
    return EightCallflow.challenge(challenge, request.asked() + 1, account)
        .map(asking -> new InResponse(asking, voice(Optional.of(challenge.prompt()), account)))
        .orElseGet(
            () ->
                new InResponse(
                    EightCallflow.refusal(challenge.announcement(), account),
                    Set.of(Shortfall.DIGITS_NOT_COLLECTED)));
  }

  private static Set<Shortfall> voice(Optional<Words> words, CarrierAccount account) {
    return words.isEmpty() || EightCallflow.hasVoice(words.get(), account)
        ? Set.of()
        : Set.of(Shortfall.VOICE_OF_ANOTHER_LANGUAGE);
  }

  /** Whether callers can be asked for digits, and recorded, 8x8 decides for each sub-account. */
  @Override
  public Set<Shortfall> shortfalls(CarrierAccount account) {
    Set<Shortfall> shortfalls = EnumSet.copyOf(profile().shortfalls());
    if (!EightProfile.canCapture(account)) {
      shortfalls.add(Shortfall.DIGITS_NOT_COLLECTED);
    }
    if (!EightProfile.canRecord(account)) {
      shortfalls.add(Shortfall.RECORDING_NOT_STARTED);
    }
    return shortfalls;
  }

  private static Set<Shortfall> shortfalls(Connect connect, CarrierAccount account) {
    Set<Shortfall> shortfalls = EnumSet.copyOf(EightProfile.OF_EVERY_CONNECT);
    shortfalls.addAll(voice(connect.notice(), account));
    if (connect.ringsSeveral()) {
      shortfalls.add(Shortfall.ONLY_FIRST_RUNG);
    }
    if (connect.recorded() && !EightProfile.canRecord(account)) {
      shortfalls.add(Shortfall.RECORDING_NOT_STARTED);
    }
    return shortfalls;
  }

  /**
   * 8x8 reads only the status of what is told. At the endpoint where it asks it waits for a call
   * flow also when the question is one that we do not expect, such as what comes after the call
   * flow before: that call is over. What an empty one would do is not documented.
   */
  @Override
  public HttpReply acknowledge(Webhook webhook) {
    return webhook.endpoint().equals(EightProfile.HANDLE) ? EightCallflow.end() : HttpReply.ok();
  }

  @Override
  public ApiStep<SetupReport> setUp(
      CarrierAccount account, SetupPlan plan, List<HttpReply> replies) {
    return EightSetUp.next(account, plan, replies);
  }

  @Override
  public ApiStep<List<CarrierNumber>> numbers(CarrierAccount account, List<HttpReply> replies) {
    return EightCatalogue.next(account, replies);
  }
}
