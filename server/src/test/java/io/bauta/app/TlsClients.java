package io.bauta.app;

import io.bauta.carrier.CarrierRequest;
import io.bauta.outbound.OutboundHttp;
import io.bauta.outbound.OutboundRequest;
import io.bauta.outbound.Outcome;
import io.bauta.outbound.Reach;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLException;

/**
 * A process that asks places by both of the server's clients, and prints of each what came of it.
 * It is one of its own because a Java reads only once whom it trusts.
 */
final class TlsClients {

  private static final Duration TIME_MAX = Duration.ofSeconds(20);

  private TlsClients() {}

  /**
   * Asks all of them.
   *
   * @param urls of places that answer any {@code GET}
   */
  public static void main(String[] urls) throws Exception {
    for (String url : urls) {
      System.out.println(ofACarrier(url));
      System.out.println(ofThePlatform(url));
    }
  }

  private static String ofACarrier(String url) throws IOException, InterruptedException {
    try (CarrierHttp http = new CarrierHttp(TIME_MAX)) {
      return "carrier "
          + http.send(new CarrierRequest("GET", url, Map.of(), Optional.empty())).status();
    } catch (SSLException notTrusted) {
      return "carrier NOT_TRUSTED";
    }
  }

  private static String ofThePlatform(String url) {
    var request =
        new OutboundRequest("GET", URI.create(url), Map.of(), Optional.empty(), TIME_MAX, 100);
    try (OutboundHttp http = new OutboundHttp(Reach.ANYWHERE, "test")) {
      return switch (http.send(request, reply -> reply.status())) {
        case Outcome.Answered<Integer>(Integer status) -> "platform " + status;
        case Outcome.Failed<Integer>(Outcome.Failure why) -> "platform " + why;
        case Outcome.Refused<Integer>(var barrier) -> "platform " + barrier;
      };
    }
  }
}
