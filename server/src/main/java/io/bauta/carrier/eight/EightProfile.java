package io.bauta.carrier.eight;

import io.bauta.carrier.CarrierAccount;
import io.bauta.carrier.CarrierProfile;
import io.bauta.carrier.CarrierProfile.Alias;
import io.bauta.carrier.CarrierProfile.Best;
import io.bauta.carrier.CarrierProfile.Check;
import io.bauta.carrier.CarrierProfile.Endpoint;
import io.bauta.carrier.CarrierProfile.Proof;
import io.bauta.carrier.CarrierProfile.Setting;
import io.bauta.carrier.RecordingHosts;
import io.bauta.carrier.Shortfall;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** What 8x8 is and takes. How long it rings and how long people talk is not ours to say. */
final class EightProfile {

  static final String HANDLE = "handle";
  static final String STATUS = "status";
  static final String SUMMARY = "summary";
  static final String RECORDING = "recording";
  static final String NUMBERS = "numbers";

  static final String SUB_ACCOUNT_ID = "sub-account-id";
  static final String API_KEY = "api-key";
  static final String AUTH_HEADER = "auth-header";
  static final String PLUS_SIGN = "plus-sign";
  static final String VOICE_PROFILE = "voice-profile";
  static final String SAY_AND_CAPTURE = "say-and-capture";
  static final String CALL_RECORDING = "call-recording";
  static final String RECORDING_BASE = "recording-base";
  static final String RECORDING_AUTHORIZATION = "recording-authorization";

  /** Not a setting of 8x8's own: every account has it. */
  static final String API_BASE = "api-base";

  /** What no call flow has words for, whomever it connects. */
  static final Set<Shortfall> OF_EVERY_CONNECT =
      Set.of(Shortfall.RING_TIMEOUT_IGNORED, Shortfall.TALK_LIMIT_IGNORED);

  private static final Set<Shortfall> SHORTFALLS =
      Set.of(
          Shortfall.RING_TIMEOUT_IGNORED, Shortfall.TALK_LIMIT_IGNORED, Shortfall.ONLY_FIRST_RUNG);

  static final CarrierProfile PROFILE =
      new CarrierProfile(
          "8x8",
          "8x8",
          "https://developer.8x8.com/connect/docs/voice/number-masking/getting-started",
          endpoints(),
          aliases(),
          settings(),
          Set.of("dtmf", "eventData"),
          new Proof(AUTH_HEADER, Best.HEADER),
          SHORTFALLS);

  private EightProfile() {}

  private static List<Endpoint> endpoints() {
    return List.of(
        new Endpoint(HANDLE, true, "VCA webhook: what to do with a call"),
        new Endpoint(STATUS, false, "VCS webhook: a leg was answered, or changed otherwise"),
        new Endpoint(SUMMARY, false, "VSS webhook: a call ended, and how"),
        new Endpoint(RECORDING, false, "VRU webhook: a recording is in your own storage"),
        new Endpoint(NUMBERS, false, "VNU webhook: how the account's numbers are"));
  }

  /** Where the vendor's tutorial serves its three webhooks. */
  private static List<Alias> aliases() {
    return List.of(
        new Alias("/handle", HANDLE), new Alias("/status", STATUS), new Alias("/summary", SUMMARY));
  }

  private static List<Setting> settings() {
    return List.of(
        new Setting(
            SUB_ACCOUNT_ID, false, true, "the sub-account with Number Masking", "acme_masking"),
        new Setting(
            API_KEY,
            true,
            "a key of the 8x8 Connect API, for the set-up and the list of numbers",
            "0123456789abcdef0123456789abcdef"),
        new Setting(
                AUTH_HEADER,
                true,
                "the whole value of the Authorization header that 8x8 sends, its httpAuthHeader",
                "Bearer 0123456789abcdef0123456789abcdef")
            .checked(Check.PROOF),
        new Setting(
                PLUS_SIGN,
                false,
                "false to write numbers in call flows without a plus sign",
                "true")
            .checked(Check.YES_OR_NO),
        new Setting(
                VOICE_PROFILE,
                false,
                "the speech profiles of announcements: what is in a language of its own is read out"
                    + " by the first whose name begins with that, everything else by the first",
                EightCallflow.VOICE_PROFILE_DEFAULT)
            .several(),
        new Setting(
                SAY_AND_CAPTURE,
                false,
                "true where 8x8 has enabled sayAndCapture for the sub-account: only then can callers"
                    + " be asked for digits. Its pages on Number Masking do not list it, so it is"
                    + " false unless set",
                "true")
            .checked(new Check(Set.of("true", "false")::contains, "true or false")),
        new Setting(
                CALL_RECORDING,
                false,
                "true where 8x8 has enabled recording for the sub-account, and knows the storage of"
                    + " yours that it sends recordings to: only then can calls be recorded",
                "true")
            .checked(new Check(Set.of("true", "false")::contains, "true or false")),
        new Setting(
                RECORDING_BASE,
                false,
                "where the storage that 8x8 sends recordings to is read by https: they are fetched"
                    + " from there. Without it they stay where they are",
                "https://recordings.example.com/8x8")
            .checked(
                new Check(
                    value ->
                        RecordingHosts.address(value)
                            .filter(
                                url -> url.getRawQuery() == null && url.getRawFragment() == null)
                            .isPresent(),
                    "a URL without query")),
        new Setting(
            RECORDING_AUTHORIZATION,
            true,
            "the value of the Authorization header with which that storage is read, where it wants"
                + " one",
            "Basic dXNlcjpwYXNzd29yZA=="));
  }

  static boolean canRecord(CarrierAccount account) {
    return account.setting(CALL_RECORDING).filter("true"::equals).isPresent();
  }

  /** One at least, in order of preference. */
  static List<String> voiceProfiles(CarrierAccount account) {
    List<String> profiles =
        Pattern.compile(",")
            .splitAsStream(account.setting(VOICE_PROFILE).orElse(""))
            .map(String::strip)
            .filter(profile -> !profile.isEmpty())
            .toList();
    return profiles.isEmpty() ? List.of(EightCallflow.VOICE_PROFILE_DEFAULT) : profiles;
  }

  static boolean canCapture(CarrierAccount account) {
    return account.setting(SAY_AND_CAPTURE).filter("true"::equals).isPresent();
  }
}
