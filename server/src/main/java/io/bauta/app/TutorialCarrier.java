package io.bauta.app;

import io.bauta.carrier.CarrierProfile;
import io.bauta.carrier.CarrierProfile.Setting;
import io.bauta.carrier.Carriers;
import io.bauta.carrier.Secret;
import java.util.HashMap;
import java.util.Map;

/**
 * A carrier with whose tutorial variables a server can be started without a file.
 *
 * @param id as a configuration names it; the account has the same name
 * @param homeRegion where it is at home, unless somebody says otherwise
 * @param variables for each setting of the account the variable that says it
 */
record TutorialCarrier(String id, String homeRegion, Map<String, String> variables) {

  private static final TutorialCarrier VOBIZ =
      new TutorialCarrier(
          "vobiz",
          "IN",
          Map.of(
              "auth-id", "VOBIZ_AUTH_ID",
              "auth-token", "VOBIZ_AUTH_TOKEN",
              "api-base", "VOBIZ_API_BASE"));

  private static final TutorialCarrier TELNYX =
      new TutorialCarrier(
          "telnyx",
          "US",
          Map.of(
              "api-key", "TELNYX_API_KEY",
              "public-keys", "TELNYX_PUBLIC_KEY",
              "api-base", "TELNYX_API_BASE"));

  TutorialCarrier {
    variables = Map.copyOf(variables);
  }

  /**
   * The carrier of which a variable is set; Vobiz where there is none.
   *
   * @throws ConfigException when there are two, or one lacks what it cannot do without
   */
  static TutorialCarrier of(Map<String, String> environment) {
    boolean isTelnyx = !TELNYX.settings(environment).isEmpty();
    if (isTelnyx && !VOBIZ.settings(environment).isEmpty()) {
      throw new ConfigException(
          "FE, CUSTOMER, M1 and M2 have one carrier: expected variables VOBIZ_… or TELNYX_…, and"
              + " there are both");
    }
    TutorialCarrier carrier = isTelnyx ? TELNYX : VOBIZ;
    carrier.requireSettings(environment);
    return carrier;
  }

  private void requireSettings(Map<String, String> environment) {
    Map<String, Secret> given = settings(environment);
    for (Setting setting : profile().settings()) {
      if (setting.required() && !given.containsKey(setting.key())) {
        throw new ConfigException(
            "%s is not set: expected %s"
                .formatted(variables.get(setting.key()), setting.description()));
      }
    }
  }

  /** The account's settings, as the variables say them. */
  Map<String, Secret> settings(Map<String, String> environment) {
    Map<String, Secret> settings = new HashMap<>();
    variables.forEach(
        (key, variable) -> {
          String value = environment.getOrDefault(variable, "").strip();
          if (!value.isEmpty()) {
            settings.put(key, new Secret(value));
          }
        });
    return settings;
  }

  /** The variable with which webhooks are checked. */
  String proof() {
    return variables.getOrDefault(profile().proof().setting(), "");
  }

  /** Whether webhooks can be checked. */
  boolean isProved(Map<String, Secret> settings) {
    return settings.containsKey(profile().proof().setting());
  }

  private CarrierProfile profile() {
    return Carriers.byId(id).orElseThrow().profile();
  }
}
