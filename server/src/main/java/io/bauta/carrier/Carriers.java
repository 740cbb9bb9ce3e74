package io.bauta.carrier;

import io.bauta.carrier.alohaa.Alohaa;
import io.bauta.carrier.eight.Eight;
import io.bauta.carrier.telnyx.Telnyx;
import io.bauta.carrier.vobiz.Vobiz;
import java.util.List;
import java.util.Optional;

/** Every carrier there is. A new one is a line here. */
public final class Carriers {

  public static final List<Carrier> ALL =
      List.of(new Vobiz(), new Eight(), new Telnyx(), new Alohaa());

  private Carriers() {}

  /** The carrier with this {@link CarrierProfile#id}. */
  public static Optional<Carrier> byId(String id) {
    return ALL.stream().filter(carrier -> carrier.profile().id().equals(id)).findFirst();
  }
}
