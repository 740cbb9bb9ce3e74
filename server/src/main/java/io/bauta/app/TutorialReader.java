package io.bauta.app;

import io.bauta.app.Config.TutorialPair;
import io.bauta.carrier.CarrierAccount;
import io.bauta.carrier.Secret;
import io.bauta.carrier.SignatureMode;
import io.bauta.number.HomeRegion;
import io.bauta.number.PhoneNumber;
import io.bauta.number.ProxyNumber;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads the variables of the vendors' two-way tutorials: {@code FE} and {@code CUSTOMER} are
 * people, {@code M1} is what FE dials, {@code M2} what CUSTOMER dials. They make a working server
 * for that one pair without any file.
 */
final class TutorialReader {

  private static final List<String> NAMES = List.of("FE", "CUSTOMER", "M1", "M2");

  private final Map<String, String> environment;
  private final TutorialCarrier carrier;
  private final HomeRegion region;

  /** The account and the pair that the variables describe. */
  record Tutorial(CarrierAccount account, TutorialPair pair) {}

  private TutorialReader(Map<String, String> environment) {
    this.environment = environment;
    this.carrier = TutorialCarrier.of(environment);
    this.region = region(value("HOME_REGION").orElse(carrier.homeRegion()));
  }

  /**
   * The tutorial's server, or empty when none of its variables is set.
   *
   * @param loopback whether the server listens on this machine only
   * @throws ConfigException when only some are set, or one is wrong
   */
  static Optional<Tutorial> read(Map<String, String> environment, boolean loopback) {
    List<String> missing =
        NAMES.stream().filter(name -> environment.getOrDefault(name, "").isBlank()).toList();
    if (missing.size() == NAMES.size()) {
      return Optional.empty();
    }
    if (!missing.isEmpty()) {
      throw new ConfigException(
          "the tutorial variables FE, CUSTOMER, M1 and M2 belong together; not set: "
              + String.join(", ", missing));
    }
    TutorialReader reader = new TutorialReader(environment);
    return Optional.of(new Tutorial(reader.account(loopback), reader.pair()));
  }

  private CarrierAccount account(boolean loopback) {
    Map<String, Secret> settings = carrier.settings(environment);
    boolean signed = carrier.isProved(settings);
    if (!signed && !loopback) {
      throw new ConfigException(
          ("%s is not set, so anybody who reaches this server could ask it for numbers: set it, or"
                  + " listen on 127.0.0.1 only")
              .formatted(carrier.proof()));
    }
    return new CarrierAccount(
        carrier.id(),
        carrier.id(),
        region,
        value("PUBLIC_BASE_URL").map(ConfigReader::publicUrl),
        Optional.empty(),
        signed ? SignatureMode.REQUIRE : SignatureMode.OFF,
        settings);
  }

  private TutorialPair pair() {
    return new TutorialPair(
        carrier.id(),
        number("FE"),
        number("CUSTOMER"),
        ProxyNumber.of(number("M1")),
        ProxyNumber.of(number("M2")));
  }

  private PhoneNumber number(String name) {
    return value(name)
        .flatMap(region::parsePossible)
        .orElseThrow(
            () -> ConfigException.of(name, "a telephone number in E.164 form", "+919000000001"));
  }

  private static HomeRegion region(String code) {
    try {
      return HomeRegion.of(code);
    } catch (IllegalArgumentException unknown) {
      throw ConfigException.of("HOME_REGION", "a two-letter country code", "IN");
    }
  }

  private Optional<String> value(String name) {
    return Optional.ofNullable(environment.get(name)).map(String::strip).filter(s -> !s.isEmpty());
  }
}
