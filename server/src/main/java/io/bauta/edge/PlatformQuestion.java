package io.bauta.edge;

import io.bauta.call.CallId;
import io.bauta.call.CarrierCallId;
import io.bauta.number.HomeRegion;
import io.bauta.number.PhoneNumber;
import io.bauta.pool.Line;
import java.time.Instant;
import java.util.Optional;

/**
 * What the platform is asked about a call.
 *
 * @param id the same each time that the same call is asked about, also after a restart
 * @param region by which numbers without a country code are read in the answer
 * @param line what was dialled
 * @param caller empty when withheld
 */
public record PlatformQuestion(
    String id,
    CallId call,
    String carrierAccount,
    CarrierCallId carrierCall,
    HomeRegion region,
    Line line,
    Optional<PhoneNumber> caller,
    Instant at) {

  @Override
  public String toString() {
    return "PlatformQuestion[id=%s, call=%s]".formatted(id, call);
  }
}
