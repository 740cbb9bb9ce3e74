package io.bauta.simulator.alohaa;

import io.bauta.simulator.CallStatus;
import io.bauta.simulator.CallStory;
import io.bauta.simulator.Conversation;
import io.bauta.simulator.Delivery;
import io.bauta.simulator.Dialing;
import io.bauta.simulator.Exchange;
import io.bauta.simulator.Party;
import io.bauta.simulator.Phone;
import io.bauta.simulator.PhoneNetwork;
import io.bauta.simulator.Reply;
import io.bauta.simulator.Ringing;
import io.bauta.simulator.Rung;
import io.bauta.simulator.Screen;
import io.bauta.simulator.SimulatedCall;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** One call on Alohaa: asks for the receiver, rings them showing the dialled number, and tells. */
final class AlohaaCall implements Conversation {

  private final AlohaaCarrier carrier;
  private final AlohaaSettings settings;
  private final Dialing dialing;
  private final CallStory story;
  private final AlohaaPayloads payloads;
  private final String callId;
  private final Instant receivedAt;
  private Optional<Phone> receiver = Optional.empty();
  private Duration timeout = Duration.ZERO;
  private Duration rang = Duration.ZERO;

  AlohaaCall(AlohaaCarrier carrier, Dialing dialing) {
    this.carrier = carrier;
    this.settings = carrier.settings();
    this.dialing = dialing;
    this.story = new CallStory(dialing);
    this.payloads = new AlohaaPayloads(settings, dialing);
    this.callId = carrier.newCallId();
    this.receivedAt = dialing.clock().now();
  }

  SimulatedCall play() {
    ReceiverAnswer answer = asks();
    answer.oddities().forEach(story::complains);
    switch (answer) {
      case ReceiverAnswer.Forward forward -> forward(forward);
      case ReceiverAnswer.Refuse refusal -> refuse(refusal);
      case ReceiverAnswer.Broken(String why) -> {
        story.complains("no receiver: " + why);
        fail();
      }
    }
    return new SimulatedCall(callId, carrier.displayName(), story, this);
  }

  /** The carrier ends it where {@code call_timeout} limits the whole call and comes first. */
  @Override
  public void endsBy(Party who, Duration talk) {
    Duration left = timeout.minus(rang);
    boolean isLimited =
        settings.timeoutMeaning() == TimeoutMeaning.WHOLE_CALL
            && !timeout.isZero()
            && talk.compareTo(left) >= 0;
    Duration talked = isLimited ? left : talk;
    Party by = isLimited ? Party.CARRIER : who;
    dialing.clock().advance(talked);
    story.talkEnds(by, talked);
    String cause = by == Party.CALLER ? CallEnd.CALLER_HUNG_UP : CallEnd.RECEIVER_HUNG_UP;
    end(new CallEnd(CallStatus.COMPLETED, cause, rang, talked));
  }

  private ReceiverAnswer asks() {
    Delivery delivery =
        carrier
            .sender()
            .deliver(
                carrier.webhooks().question(payloads.question(callId)),
                reply -> ReceiverAnswer.read(reply, settings).described());
    story.asks(delivery);
    if (sayDifferently(delivery.exchanges())) {
      story.complains("a repeated question was answered otherwise than the first");
    }
    return ReceiverAnswer.read(delivery.reply(), settings);
  }

  private void refuse(ReceiverAnswer.Refuse refusal) {
    if (!settings.refusals().contains(refusal.how())) {
      story.complains("this account does not take that for a refusal");
      fail();
      return;
    }
    if (refusal.how() == Refusing.ANNOUNCING_NUMBER) {
      story.hears("the announcement of the number it was forwarded to");
    }
    story.released("ends the call");
    end(CallEnd.unanswered(CallStatus.REFUSED, CallEnd.NETWORK, Duration.ZERO));
  }

  private void forward(ReceiverAnswer.Forward forward) {
    PhoneNetwork network = dialing.network();
    Phone phone = network.phone(forward.number());
    receiver = Optional.of(phone);
    timeout = forward.timeout();
    if (phone.equals(dialing.caller())) {
      story.complains("the destination is the caller");
      fail();
    } else if (network.isProxyNumber(phone.number())) {
      story.complains("the destination is the proxy number " + phone.number());
      fail();
    } else {
      ring(phone);
    }
  }

  /** Alohaa shows the number that was dialled, whatever the server would like. */
  private void ring(Phone phone) {
    var screen = new Screen(dialing.dialed(), "");
    story.rings(phone, screen);
    boolean isShorter = !timeout.isZero() && timeout.compareTo(settings.ringTimeout()) < 0;
    var ringing =
        new Ringing(isShorter ? timeout : settings.ringTimeout(), dialing.caller().patience());
    Rung rung = ringing.ring(List.of(phone), screen).getFirst();
    rang = rung.after();
    dialing.clock().advance(rang);
    story.ringEnds(rung);
    switch (rung.ending()) {
      case ANSWERED -> story.connects(phone);
      case BUSY -> unanswered(CallStatus.BUSY, CallEnd.RECEIVER_HUNG_UP);
      case UNREACHABLE -> unanswered(CallStatus.FAILED, CallEnd.NETWORK);
      case REJECTED -> unanswered(CallStatus.REJECTED, CallEnd.RECEIVER_HUNG_UP);
      case UNANSWERED -> unanswered(CallStatus.NO_ANSWER, CallEnd.RECEIVER_HUNG_UP);
      case CALLER_GAVE_UP -> unanswered(CallStatus.CANCELLED, CallEnd.CALLER_HUNG_UP);
      case LOST_RACE -> throw new IllegalStateException("one telephone rang alone");
    }
  }

  private void unanswered(CallStatus status, String cause) {
    end(CallEnd.unanswered(status, cause, rang));
  }

  private void fail() {
    story.released("drops the call");
    end(CallEnd.unanswered(CallStatus.FAILED, CallEnd.NETWORK, Duration.ZERO));
  }

  private void end(CallEnd end) {
    story.ends(
        end.status(), end.isAnswered() ? settings.answeredWord() : settings.unansweredWord());
    boolean isUntold =
        end.status() == CallStatus.REFUSED && settings.has(AlohaaVariant.SILENT_ON_REFUSALS);
    if (!isUntold) {
      settings.detailsUrl().ifPresent(url -> tell(url, end));
    }
  }

  private void tell(URI url, CallEnd end) {
    boolean isOther = settings.has(AlohaaVariant.OTHER_CALL_ID);
    String id = isOther ? carrier.newCallId() : callId;
    var details =
        payloads.details(id, receiver.map(Phone::number), receivedAt, dialing.clock().now(), end);
    Delivery delivery = carrier.sender().deliver(carrier.webhooks().details(url, details), _ -> "");
    story.asks(delivery);
    if (!delivery.reply().isOk() && !(delivery.reply() instanceof Reply.Dropped)) {
      story.complains(
          "%s was answered %s".formatted(AlohaaCarrier.TELLS, delivery.reply().brief()));
    }
  }

  private static boolean sayDifferently(List<Exchange> exchanges) {
    List<byte[]> bodies =
        exchanges.stream()
            .map(Exchange::reply)
            .filter(Reply::isOk)
            .map(reply -> ((Reply.Answered) reply).body())
            .toList();
    return bodies.stream().anyMatch(body -> !Arrays.equals(body, bodies.getFirst()));
  }
}
