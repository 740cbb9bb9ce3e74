package io.bauta.carrier.telnyx;

import io.bauta.call.CarrierCallId;
import io.bauta.carrier.ApiStep;
import io.bauta.carrier.Authenticity;
import io.bauta.carrier.Carrier;
import io.bauta.carrier.CarrierAccount;
import io.bauta.carrier.CarrierCommand;
import io.bauta.carrier.CarrierMessage;
import io.bauta.carrier.CarrierMessage.Irrelevant;
import io.bauta.carrier.CarrierNumber;
import io.bauta.carrier.CarrierProfile;
import io.bauta.carrier.CarrierReply;
import io.bauta.carrier.CarrierReply.ByCommand;
import io.bauta.carrier.CarrierRequest;
import io.bauta.carrier.CommandOutcome;
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
import java.util.Set;

/**
 * The Telnyx dialect (Call Control, version 2): every webhook tells an event, its response is not
 * read, and commands by REST do the rest.
 *
 * <p>Sources: developers.telnyx.com, the pages docs/voice/programmable-voice/voice-api-webhooks,
 * receiving-webhooks, sending-commands and command-retries; api-reference/call-commands and
 * api-reference/callbacks; the published specification, github.com/team-telnyx/openapi.
 */
public final class Telnyx
    implements Carrier,
        Carrier.Commandable,
        Carrier.Provisionable,
        Carrier.NumberCatalogue,
        Carrier.Recorder {

  @Override
  public CarrierProfile profile() {
    return TelnyxProfile.PROFILE;
  }

  @Override
  public Authenticity authenticate(Webhook webhook, CarrierAccount account, Instant receivedAt) {
    return TelnyxSignatures.judge(webhook, account, receivedAt);
  }

  @Override
  public CarrierMessage read(Webhook webhook, CarrierAccount account)
      throws MalformedWebhookException {
    TelnyxEvent event = TelnyxEvent.of(webhook);
    return switch (event.type()) {
      case "call.initiated" -> TelnyxQuestion.initiated(event.of(account), account);
      case "call.answered" -> TelnyxQuestion.answered(event.of(account), account);
      case "call.bridged" -> TelnyxProgress.bridged(event.of(account));
      case "call.gather.ended" -> TelnyxQuestion.gathered(event.of(account), account);
      case "call.speak.ended" -> TelnyxProgress.spoken(event.of(account), account);
      case "call.hangup" -> TelnyxHangup.read(event.of(account));
      case "call.cost" -> TelnyxCost.read(event.of(account));
      case "call.recording.saved" -> TelnyxRecording.read(event.of(account));
      default -> new Irrelevant(event.type());
    };
  }

  @Override
  public CarrierReply answer(
      RoutingRequest request, RoutingDecision decision, CarrierAccount account) {
    return new ByCommand(
        HttpReply.ok(), TelnyxAnswer.of(request, decision, account), shortfalls(decision));
  }

  private static Set<Shortfall> shortfalls(RoutingDecision decision) {
    return switch (decision) {
      case Connect connect -> shortfalls(connect);
      case Challenge _, Refuse _ -> Set.of();
    };
  }

  private static Set<Shortfall> shortfalls(Connect connect) {
    return connect.ringsSeveral() ? Set.of(Shortfall.ONLY_FIRST_RUNG) : Set.of();
  }

  /** Telnyx reads only the status; any 2xx says that we have heard. */
  @Override
  public HttpReply acknowledge(Webhook webhook) {
    return HttpReply.ok();
  }

  @Override
  public CarrierRequest request(CarrierCommand command, CarrierAccount account) {
    return TelnyxApi.command(command, account);
  }

  @Override
  public CommandOutcome judge(CarrierCommand command, HttpReply reply) {
    return command.action().equals(TelnyxCommands.ASK)
        ? TelnyxNets.judgeEvents(reply)
        : TelnyxOutcomes.judge(reply);
  }

  @Override
  public List<CarrierCommand> instead(CarrierCommand command) {
    return TelnyxOutcomes.instead(command);
  }

  @Override
  public List<CarrierCommand> nets(CarrierCommand taken, CarrierCallId call) {
    return TelnyxNets.below(taken, call);
  }

  @Override
  public ApiStep<SetupReport> setUp(
      CarrierAccount account, SetupPlan plan, List<HttpReply> replies) {
    return TelnyxSetUp.next(account, plan, replies);
  }

  @Override
  public ApiStep<List<CarrierNumber>> numbers(CarrierAccount account, List<HttpReply> replies) {
    return TelnyxNumbers.next(account, replies);
  }

  @Override
  public ApiStep<RecordingPlace> recordingPlace(
      RecordingRef recording, CarrierAccount account, List<HttpReply> replies) {
    return TelnyxRecordingFiles.place(recording, account, replies);
  }

  @Override
  public boolean canDeleteRecordings(CarrierAccount account) {
    return true;
  }

  @Override
  public ApiStep<Boolean> deleteRecording(
      RecordingRef recording, CarrierAccount account, List<HttpReply> replies) {
    return TelnyxRecordingFiles.delete(recording, account, replies);
  }
}
