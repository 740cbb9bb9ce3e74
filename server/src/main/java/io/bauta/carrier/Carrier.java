package io.bauta.carrier;

import io.bauta.routing.RoutingDecision;

/**
 * One telephone carrier's dialect, translated to and from ours.
 *
 * <p>Implementations are pure: they receive bytes and return data. What all carriers share is done
 * by the edge in front of them: body limit, path secret, replay and repetition, deadline, the
 * choice between 400 and 500, redaction.
 */
public interface Carrier {

  /** What this carrier is, takes and cannot do. */
  CarrierProfile profile();

  /** Decides from the raw bytes, as received, whether {@code webhook} is genuine. */
  Authenticity authenticate(Webhook webhook, CarrierAccount account);

  /**
   * Says what {@code webhook} means.
   *
   * @throws MalformedWebhookException when it means nothing, or came to the wrong endpoint: the
   *     carrier, or whoever configured it, is to blame, and the edge answers 400
   */
  CarrierMessage read(Webhook webhook, CarrierAccount account) throws MalformedWebhookException;

  /**
   * Puts {@code decision} into this carrier's words. Every option is passed explicitly: a carrier's
   * defaults are not ours, and one of them may be a real number.
   */
  CarrierReply answer(RoutingRequest request, RoutingDecision decision, CarrierAccount account);

  /** What this carrier expects back when it tells something and asks nothing. */
  HttpReply acknowledge(Webhook webhook);
}
