package io.bauta.carrier;

import io.bauta.carrier.Carrier.Commandable;
import io.bauta.carrier.Carrier.NumberCatalogue;
import io.bauta.carrier.Carrier.Provisionable;
import io.bauta.carrier.CarrierProfile.Proof;
import io.bauta.carrier.CarrierProfile.Setting;
import io.bauta.number.HomeRegion;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** What a profile means, in words for its page. */
final class CarrierWords {

  private CarrierWords() {}

  static String of(Shortfall shortfall) {
    return switch (shortfall) {
      case CALLER_ID_NOT_OURS ->
          "the carrier, not Bauta, decides which number the destination sees";
      case ANNOUNCEMENT_NOT_SPOKEN ->
          "a refused caller hears the carrier's own words, or nothing: announcements are not spoken";
      case RING_TIMEOUT_IGNORED -> "how long it rings is the carrier's choice";
      case TALK_LIMIT_IGNORED -> "how long they may talk is the carrier's choice";
      case DIGITS_NOT_COLLECTED ->
          "a caller cannot be asked to enter digits: pools that need codes are refused";
      case ONLY_FIRST_RUNG -> "of several numbers only the first is rung";
      case VOICE_OF_ANOTHER_LANGUAGE ->
          "words in a language that the account has no voice for are read out by another voice";
      case NOTICE_NOT_SPOKEN ->
          "a caller hears no notice before being connected: rules with one are refused";
      case RECORDING_NOT_STARTED ->
          "whether a call is recorded is the carrier's choice: rules that want it are refused";
    };
  }

  /** The same in a cell of a table. */
  static String briefly(Shortfall shortfall) {
    return switch (shortfall) {
      case CALLER_ID_NOT_OURS -> "caller ID";
      case ANNOUNCEMENT_NOT_SPOKEN -> "announcement";
      case RING_TIMEOUT_IGNORED -> "ring timeout";
      case TALK_LIMIT_IGNORED -> "talk limit";
      case DIGITS_NOT_COLLECTED -> "digits";
      case ONLY_FIRST_RUNG -> "ringing several";
      case VOICE_OF_ANOTHER_LANGUAGE -> "voice";
      case NOTICE_NOT_SPOKEN -> "notice";
      case RECORDING_NOT_STARTED -> "recording";
    };
  }

  static String of(Proof proof) {
    return proof.signs()
        ? "It signs its webhooks. They are checked with `%s`, which is required unless `signature`"
                .formatted(proof.setting())
            + " is `off`; then `path-secret` is."
        : "It does not sign its webhooks. What proves them is `%s`; without that it is `path-secret`,"
                .formatted(proof.setting())
            + " which is then required.";
  }

  static String briefly(Proof proof) {
    return proof.signs() ? "signature" : "`%s` or path secret".formatted(proof.setting());
  }

  static String isTold(Carrier carrier) {
    return carrier instanceof Commandable ? "by command" : "in the response";
  }

  /** What {@code ./bauta setup} does, found out by asking for the first step. */
  static String setUp(Carrier carrier) {
    if (!(carrier instanceof Provisionable provisionable)) {
      return "no";
    }
    return switch (provisionable.setUp(account(carrier), new SetupPlan(List.of()), List.of())) {
      case ApiStep.Send<SetupReport> _ -> "through its API";
      case ApiStep.Finished<SetupReport> _ -> "says the steps, to be made by hand";
      case ApiStep.Failed<SetupReport>(String why) ->
          throw new AssertionError("cannot be set up with the examples of its profile: " + why);
    };
  }

  /** An account with the examples of the profile. */
  private static CarrierAccount account(Carrier carrier) {
    return account(carrier, setting -> true);
  }

  private static CarrierAccount account(Carrier carrier, Predicate<Setting> isSet) {
    CarrierProfile profile = carrier.profile();
    return new CarrierAccount(
        profile.id(),
        profile.id(),
        HomeRegion.of("IN"),
        Optional.of("https://mask.example.com"),
        Optional.empty(),
        SignatureMode.REQUIRE,
        profile.settings().stream()
            .filter(isSet)
            .collect(Collectors.toMap(Setting::key, setting -> new Secret(setting.example()))));
  }

  /** What an account that sets nothing but what it must falls short of beside the profile's. */
  static Set<Shortfall> untilSet(Carrier carrier) {
    Set<Shortfall> shortfalls = EnumSet.noneOf(Shortfall.class);
    shortfalls.addAll(carrier.shortfalls(account(carrier, Setting::required)));
    shortfalls.removeAll(carrier.profile().shortfalls());
    return shortfalls;
  }

  static String listsNumbers(Carrier carrier) {
    return carrier instanceof NumberCatalogue ? "yes" : "no";
  }
}
