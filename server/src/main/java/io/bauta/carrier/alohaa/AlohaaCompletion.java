package io.bauta.carrier.alohaa;

import io.bauta.call.CallFact;
import io.bauta.call.CallFact.Answered;
import io.bauta.call.CallFact.CallEnded;
import io.bauta.call.CallFact.RecordingReady;
import io.bauta.call.CallTraits;
import io.bauta.call.CarrierCallId;
import io.bauta.carrier.CarrierAccount;
import io.bauta.carrier.CarrierMessage.Tells;
import io.bauta.carrier.MalformedWebhookException;
import io.bauta.number.HomeRegion;
import io.bauta.number.PhoneNumber;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads how a call went, which Alohaa tells once, when it is over.
 *
 * <p>Two generations of the documentation name different fields; both are read. Sources:
 * docs.alohaa.ai/alohaa-docs/webhooks/number-masking-webhook, the current one, and
 * docs.alohaa.ai/alohaa/webhooks/number-masking-webhook, the older.
 */
final class AlohaaCompletion {

  private static final String ANSWERED_KEY = "answered";
  private static final String ENDED_KEY = "completion";
  private static final String RECORDING_KEY = "recording";

  private static final int RECORDING_URL_LENGTH_MAX = 1000;

  private AlohaaCompletion() {}

  /**
   * What a completion tells, with whatever else may find the call: the samples of the two webhooks
   * have ids of different shapes, so they may not be the same.
   */
  static Tells read(AlohaaFields fields, CarrierAccount account) throws MalformedWebhookException {
    CarrierCallId call =
        fields
            .call()
            .orElseThrow(
                () ->
                    new MalformedWebhookException(
                        "call_id is missing or blank: expected the id of the call that is over"));
    AlohaaEnd end = AlohaaEnd.of(fields);
    List<CallFact> facts = new ArrayList<>(3);
    if (end.answered()) {
      facts.add(new Answered(ANSWERED_KEY, AlohaaTimes.at(AlohaaFields.ANSWERED_AT, fields)));
    }
    facts.add(
        new CallEnded(
            ENDED_KEY,
            end.hangUp(),
            talk(end, fields),
            AlohaaTimes.at(AlohaaFields.ENDED_AT, fields)));
    recording(call, fields).ifPresent(facts::add);
    return new Tells(call, facts, List.of(), traits(fields, account.homeRegion()));
  }

  /** Of a status that we do not know a duration could be anything, so it is no proof of talk. */
  private static Optional<Duration> talk(AlohaaEnd end, AlohaaFields fields)
      throws MalformedWebhookException {
    if (!end.known()) {
      return Optional.empty();
    }
    return end.answered() ? AlohaaTimes.talk(fields) : Optional.of(Duration.ZERO);
  }

  /**
   * The recording, which has no id of its own. The name of its file holds both real numbers, so
   * nothing is made of it: the call's id stands for it.
   */
  private static Optional<CallFact> recording(CarrierCallId call, AlohaaFields fields)
      throws MalformedWebhookException {
    return fields
        .get(AlohaaFields.CALL_RECORDING_URL)
        .filter(url -> url.startsWith("https://") && url.length() <= RECORDING_URL_LENGTH_MAX)
        .map(
            url ->
                new RecordingReady(RECORDING_KEY, call.text(), Optional.of(url), Optional.empty()));
  }

  private static Optional<CallTraits> traits(AlohaaFields fields, HomeRegion home)
      throws MalformedWebhookException {
    Optional<String> did = fields.get(AlohaaFields.DID_NUMBER);
    Optional<PhoneNumber> dialed =
        (did.isPresent() ? did : fields.get(AlohaaFields.DID)).flatMap(home::parse);
    Optional<PhoneNumber> caller =
        fields.get(AlohaaFields.CALLER_NUMBER).flatMap(home::parseCaller);
    Optional<PhoneNumber> destination =
        fields.get(AlohaaFields.RECEIVER_NUMBER).flatMap(home::parse);
    if (dialed.isEmpty() || caller.isEmpty() || destination.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new CallTraits(
            dialed.get(),
            caller.get(),
            destination.get(),
            AlohaaTimes.at(AlohaaFields.RECEIVED_AT, fields)));
  }
}
