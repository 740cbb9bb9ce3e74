package io.bauta.carrier.alohaa;

import io.bauta.carrier.ApiStep;
import io.bauta.carrier.Authenticity;
import io.bauta.carrier.Carrier;
import io.bauta.carrier.Carrier.Provisionable;
import io.bauta.carrier.CarrierAccount;
import io.bauta.carrier.CarrierMessage;
import io.bauta.carrier.CarrierMessage.Asks;
import io.bauta.carrier.CarrierMessage.Irrelevant;
import io.bauta.carrier.CarrierProfile;
import io.bauta.carrier.CarrierReply;
import io.bauta.carrier.HttpReply;
import io.bauta.carrier.MalformedWebhookException;
import io.bauta.carrier.RecordingPlace;
import io.bauta.carrier.RecordingRef;
import io.bauta.carrier.RoutingRequest;
import io.bauta.carrier.SetupPlan;
import io.bauta.carrier.SetupReport;
import io.bauta.carrier.Shortfall;
import io.bauta.carrier.Webhook;
import io.bauta.routing.RoutingDecision;
import io.bauta.routing.RoutingDecision.Challenge;
import io.bauta.routing.RoutingDecision.Connect;
import io.bauta.routing.RoutingDecision.Refuse;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * The Alohaa dialect: it asks for a number to ring, and tells how the call went when it is over.
 *
 * <p>Sources: docs.alohaa.ai, the pages webhooks/number-masking-webhook,
 * webhooks/incoming-call-webhook, webhooks/outgoing-call-webhook and api/click-to-call-api. Method,
 * content type, proof, refusal and what an error does are on none of them; {@code docs/alohaa.md}
 * lists what is a guess.
 */
public final class Alohaa implements Carrier, Provisionable, Carrier.Recorder {

  @Override
  public CarrierProfile profile() {
    return AlohaaProfile.PROFILE;
  }

  /** What call_timeout limits the account says: one of the two limits is then kept. */
  @Override
  public Set<Shortfall> shortfalls(CarrierAccount account) {
    Set<Shortfall> shortfalls = EnumSet.copyOf(profile().shortfalls());
    shortfalls.removeAll(AlohaaTimeout.NONE.shortfalls());
    shortfalls.addAll(AlohaaTimeout.of(account).shortfalls());
    return shortfalls;
  }

  @Override
  public Authenticity authenticate(Webhook webhook, CarrierAccount account, Instant receivedAt) {
    return AlohaaProof.judge(webhook, account);
  }

  @Override
  public CarrierMessage read(Webhook webhook, CarrierAccount account)
      throws MalformedWebhookException {
    AlohaaFields fields;
    AlohaaEvent event;
    try {
      fields = AlohaaFields.of(webhook);
      event = AlohaaEvent.of(fields);
    } catch (MalformedWebhookException unreadable) {
      throw AlohaaQuestion.refused(unreadable, webhook, account);
    }
    event.requireAt(webhook.endpoint());
    return switch (event) {
      case QUESTION -> asked(fields, webhook, account);
      case COMPLETION -> told(fields, account);
      case OTHER -> new Irrelevant(fields.text(AlohaaFields.WEBHOOK_TYPE));
    };
  }

  private static CarrierMessage asked(AlohaaFields fields, Webhook webhook, CarrierAccount account)
      throws MalformedWebhookException {
    try {
      return new Asks(AlohaaQuestion.read(fields, account));
    } catch (MalformedWebhookException unanswerable) {
      throw AlohaaQuestion.refused(unanswerable, webhook, account);
    }
  }

  private static CarrierMessage told(AlohaaFields fields, CarrierAccount account)
      throws MalformedWebhookException {
    fields.requireOrganisation(account);
    return AlohaaCompletion.read(fields, account);
  }

  @Override
  public CarrierReply answer(
      RoutingRequest request, RoutingDecision decision, CarrierAccount account) {
    return switch (decision) {
      case Connect connect -> AlohaaAnswer.connect(connect, account);
      case Refuse refuse -> AlohaaAnswer.refuse(refuse, request.incoming(), account);
      case Challenge challenge ->
          AlohaaAnswer.refuseUnasked(challenge, request.incoming(), account);
    };
  }

  /** Whoever asks waits for a number, even where what they said was nothing to us. */
  @Override
  public HttpReply acknowledge(Webhook webhook) {
    return webhook.endpoint().equals(AlohaaProfile.RECEIVER)
        ? AlohaaAnswer.nobody()
        : AlohaaAnswer.thanks();
  }

  @Override
  public ApiStep<SetupReport> setUp(
      CarrierAccount account, SetupPlan plan, List<HttpReply> replies) {
    return AlohaaSetUp.steps(account, plan);
  }

  @Override
  public ApiStep<RecordingPlace> recordingPlace(
      RecordingRef recording, CarrierAccount account, List<HttpReply> replies) {
    return new ApiStep.Finished<>(AlohaaRecordingFiles.place(recording, account));
  }

  @Override
  public boolean canDeleteRecordings(CarrierAccount account) {
    return false;
  }

  @Override
  public ApiStep<Boolean> deleteRecording(
      RecordingRef recording, CarrierAccount account, List<HttpReply> replies) {
    return new ApiStep.Failed<>("Alohaa documents no way to delete a recording");
  }
}
