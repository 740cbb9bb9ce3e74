package io.bauta.app;

import io.bauta.app.ConfigKeys.Key;
import io.bauta.carrier.Carrier;
import io.bauta.carrier.CarrierAccount;
import io.bauta.carrier.CarrierProfile;
import io.bauta.carrier.CarrierProfile.Need;
import io.bauta.carrier.CarrierProfile.Setting;
import io.bauta.carrier.Carriers;
import io.bauta.carrier.RecordingHosts;
import io.bauta.carrier.Secret;
import io.bauta.edge.WebhookRates;
import io.bauta.number.HomeRegion;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads one carrier account: what all accounts have, and what its carrier's profile lists. */
final class AccountReader {

  private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9_-]{0,39}");

  /** It is the only proof where a carrier does not sign, so it must not be guessable. */
  private static final Pattern PATH_SECRET = Pattern.compile("[A-Za-z0-9_-]{16,100}");

  private static final String RECORDING_HOSTS =
      "further hosts of which recordings are fetched, without port";

  private static final String RATE_EXPECTED =
      "a whole number from 1 to " + WebhookRates.SETTING_MAX;

  private AccountReader() {}

  /** The keys that an account may have. */
  static List<Key> keys(ConfigKeys keys, String name) {
    CarrierProfile profile = carrier(keys, name).profile();
    String prefix = "carriers." + name + ".";
    List<Key> known =
        new ArrayList<>(
            List.of(
                new Key(prefix + "carrier", "the carrier's id", profile.id()),
                new Key(prefix + "home-region", "a two-letter country code", "IN"),
                new Key(prefix + "signature", "require, prefer or off", "require"),
                new Key(prefix + "path-secret", "16 to 100 of A-Z a-z 0-9 _ -", "${PATH_SECRET}"),
                new Key(prefix + "public-url", "an http or https URL", "https://mask.example.com"),
                new Key(
                    prefix + "api-base", "the URL of the carrier's API", "https://api.example.com"),
                new Key(
                    prefix + RecordingHosts.SETTING,
                    RECORDING_HOSTS,
                    "recordings.example.com",
                    true),
                new Key(prefix + WebhookRates.PER_SECOND, RATE_EXPECTED, "50000"),
                new Key(prefix + WebhookRates.PER_CALLER, RATE_EXPECTED, "600")));
    profile
        .settings()
        .forEach(
            setting ->
                known.add(
                    new Key(
                        prefix + setting.key(),
                        setting.description(),
                        setting.example(),
                        setting.list())));
    return known;
  }

  private static Carrier carrier(ConfigKeys keys, String name) {
    if (!NAME.matcher(name).matches()) {
      throw ConfigException.of(
          "carriers." + name, "a name of a-z 0-9 _ - that begins with a letter or digit", "vobiz");
    }
    String key = "carriers." + name + ".carrier";
    List<String> ids = Carriers.ALL.stream().map(carrier -> carrier.profile().id()).toList();
    return keys.get(key)
        .flatMap(Carriers::byId)
        .orElseThrow(
            () -> ConfigException.of(key, "one of " + String.join(", ", ids), ids.getFirst()));
  }

  static CarrierAccount read(ConfigKeys keys, String name, Optional<String> serverPublicUrl) {
    String prefix = "carriers." + name + ".";
    CarrierProfile profile = carrier(keys, name).profile();
    HomeRegion home = homeRegion(keys, prefix + "home-region");
    Map<String, Secret> settings = new HashMap<>();
    profile
        .settings()
        .forEach(
            setting ->
                keys.get(prefix + setting.key())
                    .ifPresent(
                        value ->
                            settings.put(setting.key(), checked(setting, value, home, prefix))));
    requireSettings(profile, settings, prefix);
    keys.get(prefix + "api-base")
        .map(value -> ApiBase.checked(value, prefix + "api-base"))
        .ifPresent(value -> settings.put("api-base", new Secret(value)));
    keys.get(prefix + RecordingHosts.SETTING)
        .map(value -> recordingHosts(value, prefix + RecordingHosts.SETTING))
        .ifPresent(value -> settings.put(RecordingHosts.SETTING, new Secret(value)));
    rate(keys, prefix, WebhookRates.PER_SECOND, settings);
    rate(keys, prefix, WebhookRates.PER_CALLER, settings);
    AccountProof proof = new AccountProof(profile.proof(), prefix);
    CarrierAccount account =
        new CarrierAccount(
            name,
            profile.id(),
            home,
            keys.get(prefix + "public-url").map(ConfigReader::publicUrl).or(() -> serverPublicUrl),
            pathSecret(keys, prefix + "path-secret"),
            proof.mode(keys.get(prefix + "signature"), settings),
            settings);
    proof.require(account);
    return account;
  }

  private static void rate(
      ConfigKeys keys, String prefix, String setting, Map<String, Secret> settings) {
    keys.get(prefix + setting)
        .map(
            text ->
                WholeNumbers.read(
                    text, 1, WebhookRates.SETTING_MAX, prefix + setting, RATE_EXPECTED))
        .ifPresent(rate -> settings.put(setting, new Secret(Integer.toString(rate))));
  }

  private static String recordingHosts(String value, String key) {
    for (String host : value.split(",", -1)) {
      if (!RecordingHosts.HOST.matcher(host.strip()).matches()) {
        throw ConfigException.of(key, RECORDING_HOSTS, "recordings.example.com");
      }
    }
    return value;
  }

  private static Secret checked(Setting setting, String value, HomeRegion home, String prefix) {
    if (setting.check().filter(check -> !check.holds().test(value, home)).isPresent()) {
      throw ConfigException.of(
          prefix + setting.key(), setting.check().get().expected(), setting.example());
    }
    return new Secret(value);
  }

  private static HomeRegion homeRegion(ConfigKeys keys, String key) {
    try {
      return HomeRegion.of(keys.get(key).orElse(""));
    } catch (IllegalArgumentException unknown) {
      throw ConfigException.of(key, "a two-letter country code", "IN");
    }
  }

  private static Optional<Secret> pathSecret(ConfigKeys keys, String key) {
    Optional<String> value = keys.get(key);
    if (value.filter(text -> !PATH_SECRET.matcher(text).matches()).isPresent()) {
      throw ConfigException.of(key, "16 to 100 of A-Z a-z 0-9 _ -", "${PATH_SECRET}");
    }
    return value.map(Secret::new);
  }

  private static void requireSettings(
      CarrierProfile profile, Map<String, Secret> given, String at) {
    for (Setting setting : profile.settings()) {
      if (setting.required() && !given.containsKey(setting.key())) {
        throw ConfigException.of(at + setting.key(), setting.description(), setting.example());
      }
      setting.need().ifPresent(need -> requireWith(need, setting, given, at));
    }
  }

  private static void requireWith(
      Need need, Setting setting, Map<String, Secret> given, String at) {
    boolean needed =
        given.containsKey(need.key())
            && given.get(need.key()).reveal().equalsIgnoreCase(need.value());
    if (needed && !given.containsKey(setting.key())) {
      throw ConfigException.of(
          at + setting.key(),
          "%s, because %s is %s".formatted(setting.description(), need.key(), need.value()),
          setting.example());
    }
  }
}
