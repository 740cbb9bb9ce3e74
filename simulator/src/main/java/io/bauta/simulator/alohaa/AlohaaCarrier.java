package io.bauta.simulator.alohaa;

import io.bauta.simulator.Dialing;
import io.bauta.simulator.Exchange;
import io.bauta.simulator.Faults;
import io.bauta.simulator.Identifiers;
import io.bauta.simulator.LoopbackApi;
import io.bauta.simulator.SimulatedCall;
import io.bauta.simulator.SimulatedCarrier;
import io.bauta.simulator.WebhookSender;
import java.net.URI;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/**
 * Pretends to be Alohaa: one organisation, whose numbers the network routes here.
 *
 * <p>Its events, for {@link Faults} and {@link SimulatedCall#exchanges(String)}, are {@link #ASKS}
 * and {@link #TELLS}. Its REST API takes orders to connect two people and remembers them.
 */
public final class AlohaaCarrier implements SimulatedCarrier {

  /** The webhook that asks who receives a call. */
  public static final String ASKS = "ReceiverDetails";

  /** The webhook that tells how a call went. */
  public static final String TELLS = "CallDetails";

  private static final int CALL_ID_BYTES = 12;

  private final AlohaaSettings settings;
  private final Identifiers identifiers;
  private final AlohaaWebhooks webhooks;
  private final WebhookSender sender;
  private final ClickToCallApi clicks;
  private final LoopbackApi api;

  public AlohaaCarrier(AlohaaSettings settings) {
    this(settings, new SecureRandom());
  }

  /**
   * A carrier whose identifiers can be repeated.
   *
   * @param random must be safe for the calls that run at the same time
   */
  public AlohaaCarrier(AlohaaSettings settings, RandomGenerator random) {
    this.settings = settings;
    this.identifiers = new Identifiers(random);
    this.webhooks = new AlohaaWebhooks(settings);
    this.sender = new WebhookSender(settings::whereItListens, settings.replyTimeMax());
    this.clicks = new ClickToCallApi(settings, identifiers);
    this.api = new LoopbackApi(settings.apiPort(), "", clicks::answer);
    suffers(Faults.none());
  }

  @Override
  public String id() {
    return "alohaa";
  }

  @Override
  public String displayName() {
    return "Alohaa";
  }

  @Override
  public SimulatedCall place(Dialing dialing) {
    return new AlohaaCall(this, dialing).play();
  }

  @Override
  public void suffers(Faults faults) {
    boolean retries = settings.has(AlohaaVariant.RETRIES);
    sender.suffers(retries ? faults.retryingFailures() : faults);
  }

  /** From the next webhook on, the account's header is left out. */
  public void leavesOutHeader() {
    webhooks.leavesOutHeader();
  }

  /** Asks with any fields, for requests that no call would make. */
  public Exchange asks(Map<String, String> fields) {
    return sender
        .deliver(
            webhooks.question(fields), reply -> ReceiverAnswer.read(reply, settings).described())
        .exchanges()
        .getLast();
  }

  /** Sends the very bytes of a captured webhook again. */
  public Exchange replays(Exchange captured) {
    return sender.deliver(captured.webhook(), _ -> "").exchanges().getLast();
  }

  /** Where its REST API listens. */
  public URI apiBase() {
    return api.base();
  }

  /** Its REST API, to be made to fail. */
  public LoopbackApi api() {
    return api;
  }

  /** The orders to connect two people that the API has accepted. */
  public List<ClickToCall> clickToCalls() {
    return clicks.accepted();
  }

  /** Tells the API which numbers, in E.164, the organisation has. */
  public void hasNumbers(String... inE164) {
    clicks.hasNumbers(List.of(inE164));
  }

  AlohaaSettings settings() {
    return settings;
  }

  AlohaaWebhooks webhooks() {
    return webhooks;
  }

  WebhookSender sender() {
    return sender;
  }

  /** As in the samples: hexadecimal digits in the current page, a UUID in the older. */
  String newCallId() {
    return settings.generation() == Generation.CURRENT
        ? identifiers.hex(CALL_ID_BYTES)
        : identifiers.uuid();
  }

  @Override
  public void close() {
    api.close();
  }
}
