package io.bauta.carrier;

import io.bauta.number.ProxyNumber;
import java.util.List;

/**
 * What setting an account up is to achieve: the carrier reaches the account's webhook URLs, which
 * {@link CarrierAccount#callbackUrl} gives, and these numbers lead there.
 */
public record SetupPlan(List<ProxyNumber> numbers) {
  public SetupPlan {
    numbers = List.copyOf(numbers);
  }
}
