package io.bauta.app.play;

import io.bauta.simulator.Phone;
import io.bauta.simulator.SimulatedCall;
import java.time.Duration;

/** Plays the calls on one stage. */
final class Plays {

  /** How long a telephone shall ring, where the carrier lets us say. */
  static final Duration RING_TIMEOUT = Duration.ofSeconds(25);

  private static final Duration LONG_TALK = Duration.ofSeconds(69);
  private static final Duration SHORT_TALK = Duration.ofSeconds(31);
  private static final Duration SLOW_TO_ANSWER = Duration.ofSeconds(7);

  private final Stage stage;
  private final Platform platform;
  private final Phone agent;
  private final Phone customer;
  private final Phone stranger;

  /** On a stage whose session is open. */
  Plays(Stage stage, Platform platform) {
    this.stage = stage;
    this.platform = platform;
    this.agent = stage.network().phone(stage.cast().agent());
    this.customer = stage.network().phone(stage.cast().customer());
    this.stranger = stage.network().phone(stage.cast().stranger());
  }

  /** Plays one call, and says of it whether everybody saw what they should. */
  Scene perform(Play play) throws InterruptedException {
    Expectations expectations = new Expectations(stage, platform);
    SimulatedCall call =
        switch (play) {
          case AGENT_CALLS -> agentCallsCustomer(expectations);
          case CUSTOMER_CALLS -> customerCallsAgent(expectations);
          case STRANGER -> strangerCalls(expectations);
          case BUSY -> busyCustomerIsCalled(expectations);
          case UNANSWERED -> absentCustomerIsCalled(expectations);
          case CLOSED -> agentCallsAfterTheEnd(expectations);
        };
    return new Scene(play, call, expectations.all());
  }

  private SimulatedCall agentCallsCustomer(Expectations expect) throws InterruptedException {
    customer.answersAfter(Phone.ANSWERS_AFTER);
    SimulatedCall call = agent.dials(stage.cast().agentDials());
    expect.talk(call, customer, stage.cast().customerDials(), LONG_TALK);
    return call;
  }

  private SimulatedCall customerCallsAgent(Expectations expect) throws InterruptedException {
    agent.answersAfter(SLOW_TO_ANSWER);
    SimulatedCall call = customer.dials(stage.cast().customerDials());
    expect.talk(call, agent, stage.cast().agentDials(), SHORT_TALK);
    return call;
  }

  private SimulatedCall strangerCalls(Expectations expect) throws InterruptedException {
    int rangBefore = customer.rang();
    SimulatedCall call = stranger.dials(stage.cast().agentDials());
    expect.refusal(call, customer.rang() == rangBefore);
    return call;
  }

  private SimulatedCall busyCustomerIsCalled(Expectations expect) throws InterruptedException {
    customer.isBusy();
    SimulatedCall call = agent.dials(stage.cast().agentDials());
    expect.busy(call);
    return call;
  }

  private SimulatedCall absentCustomerIsCalled(Expectations expect) throws InterruptedException {
    customer.doesNotAnswer();
    SimulatedCall call = agent.dials(stage.cast().agentDials());
    expect.noAnswer(call);
    return call;
  }

  private SimulatedCall agentCallsAfterTheEnd(Expectations expect) throws InterruptedException {
    platform.closesSession();
    int rangBefore = customer.rang();
    SimulatedCall call = agent.dials(stage.cast().agentDials());
    expect.refusal(call, customer.rang() == rangBefore);
    return call;
  }
}
