package io.bauta.carrier.vobiz;

import io.bauta.carrier.ApiStep;
import io.bauta.carrier.Authenticity;
import io.bauta.carrier.Carrier;
import io.bauta.carrier.Carrier.NumberCatalogue;
import io.bauta.carrier.Carrier.Provisionable;
import io.bauta.carrier.Carrier.Recorder;
import io.bauta.carrier.CarrierAccount;
import io.bauta.carrier.CarrierMessage;
import io.bauta.carrier.CarrierMessage.Asks;
import io.bauta.carrier.CarrierMessage.Irrelevant;
import io.bauta.carrier.CarrierNumber;
import io.bauta.carrier.CarrierProfile;
import io.bauta.carrier.CarrierReply;
import io.bauta.carrier.CarrierReply.InResponse;
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
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The Vobiz dialect: a form comes in, an XML document goes out in the response.
 *
 * <p>Sources: www.vobiz.ai/docs, the pages xml/request, xml/dial, xml/dial/transferred-calls,
 * xml/dial/number, xml/gather, xml/hangup, xml/record, xml/speak, concepts/callbacks,
 * concepts/validating-callbacks and concepts/hangup-causes. Where real traffic was seen to differ
 * from them, the comment says so.
 */
public final class Vobiz implements Carrier, Provisionable, NumberCatalogue, Recorder {

  private static final String XML = "application/xml";

  private static final Set<Shortfall> WITHOUT_CALLBACKS =
      Set.of(Shortfall.DIGITS_NOT_COLLECTED, Shortfall.RECORDING_NOT_STARTED);

  @Override
  public CarrierProfile profile() {
    return VobizProfile.PROFILE;
  }

  @Override
  public Authenticity authenticate(Webhook webhook, CarrierAccount account, Instant receivedAt) {
    return VobizSignatures.judge(webhook, account);
  }

  @Override
  public CarrierMessage read(Webhook webhook, CarrierAccount account)
      throws MalformedWebhookException {
    VobizFields fields = VobizFields.of(webhook);
    fields.requireAccount(account);
    VobizEvent event = VobizEvent.of(fields, webhook.endpoint());
    event.requireAt(webhook.endpoint());
    return switch (event) {
      case QUESTION -> new Asks(VobizQuestion.read(fields, account));
      case HANGUP -> VobizHangup.read(fields);
      case DIAL ->
          VobizDial.event(
              fields,
              VobizCallbacks.callOf(fields, webhook, account),
              VobizCallbacks.isOneOfSeveral(webhook));
      case RESULT ->
          VobizDial.result(
              fields,
              VobizCallbacks.callOf(fields, webhook, account),
              VobizCallbacks.isFollowedByMore(webhook));
      case RECORDING -> {
        VobizCallbacks.requireOfCall(fields, webhook, account);
        yield VobizRecording.read(fields);
      }
      case DIGITS -> new Asks(VobizQuestion.withDigits(fields, webhook, account));
      case OTHER -> irrelevant(fields);
    };
  }

  static Irrelevant irrelevant(VobizFields fields) throws MalformedWebhookException {
    return new Irrelevant(fields.text(VobizFields.EVENT));
  }

  @Override
  public CarrierReply answer(
      RoutingRequest request, RoutingDecision decision, CarrierAccount account) {
    Optional<VobizCallbacks> callbacks = VobizCallbacks.of(request, account);
    return switch (decision) {
      case Connect connect ->
          new InResponse(
              xml(VobizXml.dial(connect, callbacks)),
              connect.recorded() && callbacks.isEmpty()
                  ? Set.of(Shortfall.RECORDING_NOT_STARTED)
                  : Set.of());
      case Refuse refuse -> new InResponse(xml(VobizXml.refusal(refuse.announcement())), Set.of());
      case Challenge challenge ->
          callbacks
              .map(
                  urls ->
                      new InResponse(
                          xml(VobizXml.gather(challenge, urls.digits(request.asked() + 1))),
                          Set.of()))
              .orElseGet(
                  () ->
                      new InResponse(
                          xml(VobizXml.refusal(challenge.announcement())),
                          Set.of(Shortfall.DIGITS_NOT_COLLECTED)));
    };
  }

  /**
   * What was entered, and where a recording is, is told at URLs that only an account with a public
   * URL can give.
   */
  @Override
  public Set<Shortfall> shortfalls(CarrierAccount account) {
    return account.publicUrl().isPresent() ? profile().shortfalls() : WITHOUT_CALLBACKS;
  }

  /**
   * Vobiz reads only the status of what is told, with two exceptions. The result of a Dial may be
   * asked for with {@code redirect="true"}, and then the response replaces the document. We never
   * ask so, but an empty document would leave such a call up with nothing to do, and an empty body
   * would be an error (8012): the call is over, so the result is answered with its end. And so is
   * what comes where digits are told and is none: who entered them has hung up.
   */
  @Override
  public HttpReply acknowledge(Webhook webhook) {
    return switch (webhook.endpoint()) {
      case VobizProfile.RESULT, VobizProfile.DIGITS -> xml(VobizXml.END);
      default -> HttpReply.ok();
    };
  }

  @Override
  public ApiStep<SetupReport> setUp(
      CarrierAccount account, SetupPlan plan, List<HttpReply> replies) {
    return VobizSetUp.step(account, plan, replies);
  }

  @Override
  public ApiStep<List<CarrierNumber>> numbers(CarrierAccount account, List<HttpReply> replies) {
    return VobizNumberPages.list(account, replies);
  }

  static HttpReply xml(String document) {
    return HttpReply.text(200, XML, document);
  }

  @Override
  public ApiStep<RecordingPlace> recordingPlace(
      RecordingRef recording, CarrierAccount account, List<HttpReply> replies) {
    return VobizRecordingFiles.place(recording, account, replies);
  }

  @Override
  public boolean canDeleteRecordings(CarrierAccount account) {
    return VobizRecordingFiles.canDelete(account);
  }

  @Override
  public ApiStep<Boolean> deleteRecording(
      RecordingRef recording, CarrierAccount account, List<HttpReply> replies) {
    return VobizRecordingFiles.delete(recording, account, replies);
  }
}
