package io.bauta.carrier;

import io.bauta.call.CarrierCallId;
import io.bauta.routing.RoutingDecision;
import java.time.Instant;
import java.util.List;
import java.util.Set;

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

  /**
   * What this carrier can never do for {@code account}: what its profile says, but for what the
   * account's settings add or mend. For whoever must know it before there is a call; what one
   * decision lost, its reply says.
   */
  default Set<Shortfall> shortfalls(CarrierAccount account) {
    return profile().shortfalls();
  }

  /**
   * Decides from the raw bytes, as received, whether {@code webhook} is genuine.
   *
   * @param receivedAt when it came, for carriers that sign the time
   */
  Authenticity authenticate(Webhook webhook, CarrierAccount account, Instant receivedAt);

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

  /**
   * A carrier that is told by requests to its own API what to do, after its webhook was
   * acknowledged. What replies {@link CarrierReply.ByCommand} or owes commands in {@link
   * CarrierMessage.Tells} must be one.
   */
  interface Commandable {

    /**
     * The request that carries {@code command} out. The credentials are in it, so it is not kept.
     */
    CarrierRequest request(CarrierCommand command, CarrierAccount account);

    /** What the carrier's reply to {@code command} says about it. */
    CommandOutcome judge(CarrierCommand command, HttpReply reply);

    /**
     * What to do instead of a command that was {@link CommandOutcome#REJECTED} or {@link
     * CommandOutcome#NOT_SO}, or that could not be carried out in time: a caller must not be left
     * in silence. Empty when nothing helps.
     */
    List<CarrierCommand> instead(CarrierCommand command);

    /**
     * Nets below a command that the carrier has taken: what is done, each after a delay, if the
     * carrier never tells what came of it. Empty where nobody waits for that.
     *
     * @param call which it is about
     */
    List<CarrierCommand> nets(CarrierCommand taken, CarrierCallId call);
  }

  /** A carrier whose account can be set up through its API, so that it reaches us. */
  interface Provisionable {

    /**
     * The next step of setting {@code account} up. Pure: the steps follow from the replies so far,
     * so a set-up can be shown without being made, and repeated without changing anything twice.
     *
     * @param replies the carrier's replies to the requests sent so far, in order
     */
    ApiStep<SetupReport> setUp(CarrierAccount account, SetupPlan plan, List<HttpReply> replies);
  }

  /** A carrier that tells through its API which numbers the account has. */
  interface NumberCatalogue {

    /**
     * The next step of listing them; pure in the same way.
     *
     * @param replies the carrier's replies to the requests sent so far, in order
     */
    ApiStep<List<CarrierNumber>> numbers(CarrierAccount account, List<HttpReply> replies);
  }

  /** A carrier whose recordings can be fetched. What tells of recordings is one. */
  interface Recorder {

    /**
     * The next step of finding out where a recording can be fetched now; pure in the same way. A
     * step that fails is taken again later.
     *
     * @param replies the carrier's replies to the requests sent so far, in order
     */
    ApiStep<RecordingPlace> recordingPlace(
        RecordingRef recording, CarrierAccount account, List<HttpReply> replies);

    /** Whether this account's recordings can be deleted through the carrier's API. */
    boolean canDeleteRecordings(CarrierAccount account);

    /**
     * The next step of deleting one there; pure in the same way. It ends with whether it is gone,
     * also when it was gone before. Only where {@link #canDeleteRecordings} says so.
     *
     * @param replies the carrier's replies to the requests sent so far, in order
     */
    ApiStep<Boolean> deleteRecording(
        RecordingRef recording, CarrierAccount account, List<HttpReply> replies);
  }
}
