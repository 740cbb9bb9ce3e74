package io.bauta.app.play;

import io.bauta.carrier.CarrierAccount;
import io.bauta.carrier.CarrierProfile;
import io.bauta.carrier.Carriers;
import io.bauta.carrier.Shortfall;
import io.bauta.simulator.PhoneNetwork;
import io.bauta.simulator.SimulatedCarrier;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/**
 * What is staged for one carrier: the server's account with it, the carrier pretended, and the
 * telephones behind it.
 *
 * @param busyIsRecordedAs what the record says of a busy customer; not every carrier tells that
 *     from one who does not answer
 */
record Stage(
    CarrierAccount account,
    SimulatedCarrier carrier,
    Cast cast,
    PhoneNetwork network,
    String busyIsRecordedAs)
    implements AutoCloseable {

  static final String BUSY = "busy";

  static Stage of(CarrierAccount account, SimulatedCarrier carrier, Cast cast, Instant now) {
    PhoneNetwork network = new PhoneNetwork(cast.countryCode(), now);
    network.routes(cast.proxyNumbers().toArray(String[]::new)).through(carrier);
    network.phone(cast.agent()).named("Agent");
    network.phone(cast.customer()).named("Customer");
    network.phone(cast.stranger()).named("Stranger");
    return new Stage(account, carrier, cast, network, BUSY);
  }

  /** The same, with a carrier that has no word of its own for busy. */
  Stage recordingBusyAs(String status) {
    return new Stage(account, carrier, cast, network, status);
  }

  String name() {
    return carrier.displayName();
  }

  private CarrierProfile profile() {
    return Carriers.byId(carrier.id()).orElseThrow().profile();
  }

  /** What the carrier cannot do, as its profile declares it. */
  Set<Shortfall> shortfalls() {
    return profile().shortfalls();
  }

  boolean fallsShort(Shortfall shortfall) {
    return shortfalls().contains(shortfall);
  }

  /** Where its webhooks arrive, one URL for each endpoint. */
  List<String> webhookUrls() {
    return profile().endpoints().stream()
        .flatMap(endpoint -> account.callbackUrl(endpoint.name()).stream())
        .toList();
  }

  @Override
  public void close() {
    carrier.close();
  }
}
