package io.bauta.app;

import io.bauta.carrier.ApiStep.Send;
import io.bauta.carrier.HttpReply;
import java.time.Duration;

/** Is told how a conversation with a carrier's API goes on. */
@FunctionalInterface
interface StepWatcher {

  /** The request was sent, and this is the reply that counts. */
  default void answered(Send<?> step, HttpReply reply) {}

  /** It was not sent, because nothing shall be changed. */
  default void shown(Send<?> step) {}

  /**
   * It did not come through.
   *
   * @param how what came instead of an answer, {@code HTTP 503}
   * @param fromTheBeginning whether the whole conversation begins again after the pause, because
   *     nobody knows whether the change was made; otherwise only this request is repeated
   */
  void waits(Send<?> step, String how, Duration pause, boolean fromTheBeginning);
}
