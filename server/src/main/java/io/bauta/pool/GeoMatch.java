package io.bauta.pool;

import io.bauta.number.Place;

/**
 * How near the number that somebody dials is to be to their own. Where a person's number has no
 * area code, their country is their area.
 */
public enum GeoMatch {
  /** Anywhere. */
  NONE,
  /** In their country where one is free there. */
  PREFER_COUNTRY,
  /** In their country, or none. */
  REQUIRE_COUNTRY,
  /** In their area where one is free there, else in their country, else anywhere. */
  PREFER_AREA,
  /** In their area, or none. */
  REQUIRE_AREA;

  private static final int IN_COUNTRY = 1;
  private static final int ABROAD = 2;

  /** How far off {@code number} is for somebody at {@code person}: 0 is near enough. */
  int distance(Place number, Place person) {
    return switch (this) {
      case NONE -> 0;
      case PREFER_COUNTRY, REQUIRE_COUNTRY -> number.isInCountryOf(person) ? 0 : ABROAD;
      case PREFER_AREA, REQUIRE_AREA -> areaDistance(number, person);
    };
  }

  private static int areaDistance(Place number, Place person) {
    if (!number.isInCountryOf(person)) {
      return ABROAD;
    }
    return person.areaCode().isEmpty() || person.isInAreaOf(number) ? 0 : IN_COUNTRY;
  }

  /** Whether a number that is farther off may not be lent at all. */
  boolean isStrict() {
    return this == REQUIRE_COUNTRY || this == REQUIRE_AREA;
  }
}
