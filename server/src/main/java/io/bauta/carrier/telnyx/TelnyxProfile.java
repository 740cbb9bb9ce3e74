package io.bauta.carrier.telnyx;

import io.bauta.carrier.CarrierProfile;
import io.bauta.carrier.CarrierProfile.Alias;
import io.bauta.carrier.CarrierProfile.Best;
import io.bauta.carrier.CarrierProfile.Check;
import io.bauta.carrier.CarrierProfile.Endpoint;
import io.bauta.carrier.CarrierProfile.Proof;
import io.bauta.carrier.CarrierProfile.Setting;
import io.bauta.carrier.Shortfall;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** What Telnyx is and takes. Of several numbers it rings one. */
final class TelnyxProfile {

  static final String VOICE_ENDPOINT = "voice";

  static final String API_KEY = "api-key";
  static final String PUBLIC_KEYS = "public-keys";
  static final String CONNECTION_ID = "connection-id";
  static final String APPLICATION_NAME = "application-name";
  static final String VOICE = "voice";
  static final String LANGUAGE = "language";
  static final String EARLY_MEDIA = "early-media";

  private static final Pattern SPEAKER =
      Pattern.compile("female|male|[A-Za-z0-9_-]+(\\.[A-Za-z0-9_-]+){1,3}");

  private static final Pattern LOCALE = Pattern.compile("[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8}){0,2}");

  static final CarrierProfile PROFILE =
      new CarrierProfile(
          "telnyx",
          "Telnyx",
          "https://developers.telnyx.com/docs/voice/programmable-voice/voice-api-webhooks",
          List.of(
              new Endpoint(
                  VOICE_ENDPOINT,
                  true,
                  "webhook URL of the Call Control application: every event of every call")),
          // The vendor's number-masking example serves its webhooks there.
          List.of(new Alias("/webhooks/voice", VOICE_ENDPOINT)),
          settings(),
          Set.of("digits", "digit"),
          new Proof(PUBLIC_KEYS, Best.SIGNATURE_OF_BODY),
          Set.of(Shortfall.ONLY_FIRST_RUNG));

  private TelnyxProfile() {}

  private static List<Setting> settings() {
    return List.of(
        new Setting(API_KEY, true, true, "an API key, for commands", "KEY0123456789ABCDEF"),
        new Setting(
                PUBLIC_KEYS,
                false,
                "the account's public keys, in base64 and with commas between them; webhooks are"
                    + " checked with them",
                "A6EHv/POEL4dcN0Y50vAmWfk1jCbpQ1fHdyGZBJVMbg=")
            .checked(
                new Check(
                    TelnyxSignatures::areKeys,
                    "public keys of 32 bytes each, in base64 and with commas between them"))
            .several(),
        new Setting(
            CONNECTION_ID,
            false,
            "id of the Call Control application; webhooks of others are then refused",
            "1684641123236054244"),
        new Setting(
            APPLICATION_NAME,
            false,
            "name of the Call Control application that setup makes; bauta-ACCOUNT by default",
            "bauta-telnyx"),
        new Setting(
                VOICE,
                false,
                "the voice of announcements: female, male, or Provider.Model.Voice",
                "AWS.Polly.Joanna-Neural")
            .checked(
                new Check(SPEAKER.asMatchPredicate(), "female, male, or Provider.Model.Voice")),
        new Setting(LANGUAGE, false, "the language of announcements", "en-US")
            .checked(new Check(LOCALE.asMatchPredicate(), "a language such as en-US")),
        new Setting(
                EARLY_MEDIA,
                false,
                "true lets the caller hear the destination's network while it rings; it may speak"
                    + " the destination's number",
                "false")
            .checked(Check.YES_OR_NO));
  }
}
