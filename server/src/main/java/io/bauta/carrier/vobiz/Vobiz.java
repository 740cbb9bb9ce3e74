package io.bauta.carrier.vobiz;

import io.bauta.carrier.ApiStep;
import io.bauta.carrier.Authenticity;
import io.bauta.carrier.Carrier;
import io.bauta.carrier.Carrier.NumberCatalogue;
import io.bauta.carrier.Carrier.Provisionable;
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
 * The Vobiz dialect: a form comes in, an XML document goes out in the response.
 *
 * <p>Sources: www.vobiz.ai/docs, the pages xml/request, xml/dial, xml/hangup, xml/speak,
 * concepts/callbacks, concepts/validating-callbacks and concepts/hangup-causes. Where real traffic
 * was seen to differ from them, the comment says so.
 */
public final class Vobiz implements Carrier, Provisionable, NumberCatalogue {

  private static final String XML = "application/xml";

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
    VobizEvent event = VobizEvent.of(fields);
    event.requireAt(webhook.endpoint());
    return switch (event) {
      case QUESTION -> new Asks(VobizQuestion.read(fields, account));
      case HANGUP -> VobizHangup.read(fields);
      case DIAL -> VobizDial.event(fields, VobizCallbacks.callOf(fields, webhook, account));
      case RESULT -> VobizDial.result(fields, VobizCallbacks.callOf(fields, webhook, account));
      case RECORDING -> VobizRecording.read(fields);
      case OTHER -> irrelevant(fields);
    };
  }

  static Irrelevant irrelevant(VobizFields fields) throws MalformedWebhookException {
    return new Irrelevant(fields.text(VobizFields.EVENT));
  }

  @Override
  public CarrierReply answer(
      RoutingRequest request, RoutingDecision decision, CarrierAccount account) {
    return switch (decision) {
      case Connect connect ->
          new InResponse(
              xml(VobizXml.dial(connect, VobizCallbacks.of(request, account))),
              shortfalls(connect));
      case Refuse refuse -> new InResponse(xml(VobizXml.refusal(refuse.announcement())), Set.of());
      case Challenge challenge ->
          new InResponse(
              xml(VobizXml.refusal(challenge.announcement())),
              Set.of(Shortfall.DIGITS_NOT_COLLECTED));
    };
  }

  private static Set<Shortfall> shortfalls(Connect connect) {
    Set<Shortfall> shortfalls = EnumSet.noneOf(Shortfall.class);
    if (connect.ringsSeveral()) {
      shortfalls.add(Shortfall.ONLY_FIRST_RUNG);
    }
    if (connect.notice().isPresent()) {
      shortfalls.add(Shortfall.NOTICE_NOT_SPOKEN);
    }
    return shortfalls;
  }

  /**
   * Vobiz reads only the status of what is told, with one exception: the result of a Dial may be
   * asked for with {@code redirect="true"}, and then the response replaces the document. We never
   * ask so, but an empty document would leave such a call up with nothing to do, and an empty body
   * would be an error (8012): the call is over, so the result is answered with its end.
   */
  @Override
  public HttpReply acknowledge(Webhook webhook) {
    return webhook.endpoint().equals(VobizProfile.RESULT) ? xml(VobizXml.END) : HttpReply.ok();
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
}
