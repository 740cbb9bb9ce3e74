package io.bauta.journey;

import static org.assertj.core.api.Assertions.assertThat;

import io.bauta.app.RunningServer;
import io.bauta.app.RunningServer.Answer;
import io.bauta.simulator.Phone;
import io.bauta.simulator.PhoneNetwork;
import io.bauta.simulator.SimulatedCall;
import java.util.List;

/**
 * Somebody who is reached by a code, and somebody who wants to reach them.
 *
 * @param number what the caller dials
 * @param pin the code of the one who is called
 */
record People(Rig rig, Phone caller, Phone called, String number, String pin) {

  /** Two participants of a new session at {@code carrier}, one way and the other. */
  static List<People> open(RunningServer server, PhoneNetwork network, Played carrier, Rig rig)
      throws Exception {
    Phone first = network.phone(Stage.newPerson());
    Phone second = network.phone(Stage.newPerson());
    Answer opened =
        server.post(
            "/v1/sessions",
            """
            {"pool":"%s","participants":[{"real_number":"%s"},{"real_number":"%s"}]}
            """
                .formatted(carrier.account(), first.number(), second.number()));
    assertThat(opened.status()).as(opened.body().toString()).isEqualTo(201);
    String firstDials = opened.text("/participants/0/dials");
    String secondDials = opened.text("/participants/1/dials");
    return List.of(
        new People(rig, first, second, firstDials, opened.text("/participants/1/pin")),
        new People(rig, second, first, secondDials, opened.text("/participants/0/pin")));
  }

  /** Somebody else calls instead. */
  People calledBy(Phone other) {
    return new People(rig, other, called, number, pin);
  }

  /** The caller dials, and keys in these, one after the other, each time that they are asked. */
  SimulatedCall call(String... keys) {
    return caller.keysIn(keys).dials(number);
  }

  /** The right code, and the key that ends it. */
  String keys() {
    return pin + "#";
  }

  /** The code is as good as a number. */
  @Override
  public String toString() {
    return "People[%s, %s]".formatted(caller, called);
  }
}
