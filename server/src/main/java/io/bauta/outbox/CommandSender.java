package io.bauta.outbox;

import io.bauta.carrier.CarrierRequest;
import io.bauta.carrier.HttpReply;
import java.io.IOException;

/** Sends requests to carriers' APIs. */
@FunctionalInterface
public interface CommandSender {

  /**
   * The carrier's reply.
   *
   * @throws IOException when there was none in time; whether the request arrived is then unknown
   */
  HttpReply send(CarrierRequest request) throws IOException, InterruptedException;
}
