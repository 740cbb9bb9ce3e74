package io.bauta.journey;

import io.bauta.journey.Rig.Place;
import java.util.Locale;
import java.util.function.Function;

/** The carriers that every story is played on. */
enum Played {
  VOBIZ("pair_two_numbers", VobizRig::new),
  EIGHT("pair_two_numbers", EightRig::new),
  TELNYX("pair_two_numbers", TelnyxRig::new),
  /** It shows the number that was dialled, so a pair has one. */
  ALOHAA("pair_one_number", AlohaaRig::new);

  private final String mode;
  private final Function<Place, Rig> maker;

  Played(String mode, Function<Place, Rig> maker) {
    this.mode = mode;
    this.maker = maker;
  }

  /** Its account, and the pool of its numbers. */
  String account() {
    return name().toLowerCase(Locale.ROOT);
  }

  String mode() {
    return mode;
  }

  Rig make(Place place) {
    return maker.apply(place);
  }

  /** The carrier's two numbers; those of the others are other ones. */
  String[] numbers() {
    String digits = "+91900000" + ordinal() + "00";
    return new String[] {digits + 1, digits + 2};
  }
}
