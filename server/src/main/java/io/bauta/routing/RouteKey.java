package io.bauta.routing;

import io.bauta.number.PhoneNumber;
import io.bauta.session.Binding;
import io.bauta.session.Holder;
import io.bauta.session.Pin;

/**
 * The pair that tells a call: the proxy number that was dialled, and its holder: the digits of a
 * caller, {@link #ANYONE}, or a code, which is negative.
 *
 * <p>Mixes its own hash: numbers are bought in blocks, and the default of a record would make
 * neighbours in both parts collide.
 */
record RouteKey(long dialed, long caller) {

  /** No number, and no code. */
  static final long ANYONE = 0;

  private static final long DECIMAL = 10;

  static RouteKey of(Binding binding) {
    return new RouteKey(binding.number().digits(), holder(binding.holder()));
  }

  /** A code keeps its leading zeros behind a one. */
  static long holder(Holder holder) {
    return switch (holder) {
      case Holder.Phone(PhoneNumber number) -> number.digits();
      case Holder.Anyone() -> ANYONE;
      case Holder.Code(Pin pin) -> {
        long code = 1;
        for (int i = 0; i < pin.digits().length(); i++) {
          code = code * DECIMAL + (pin.digits().charAt(i) - '0');
        }
        yield -code;
      }
    };
  }

  @Override
  public int hashCode() {
    long mixed = (dialed * 0x9E37_79B9_7F4A_7C15L) ^ (caller * 0xC2B2_AE3D_27D4_EB4FL);
    return (int) (mixed ^ (mixed >>> 32));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof RouteKey(long otherDialed, long otherCaller)
        && dialed == otherDialed
        && caller == otherCaller;
  }

  /** Redacted: the caller is a real number, or a secret. */
  @Override
  public String toString() {
    return "RouteKey[…]";
  }
}
