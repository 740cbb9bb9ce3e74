package io.bauta.carrier.alohaa;

import io.bauta.carrier.CarrierProfile;
import io.bauta.carrier.CarrierProfile.Best;
import io.bauta.carrier.CarrierProfile.Check;
import io.bauta.carrier.CarrierProfile.Endpoint;
import io.bauta.carrier.CarrierProfile.Proof;
import io.bauta.carrier.CarrierProfile.Setting;
import io.bauta.carrier.Shortfall;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** What Alohaa is, takes and cannot do. */
final class AlohaaProfile {

  static final String RECEIVER = "receiver";
  static final String COMPLETED = "completed";

  static final String REFUSAL = "refusal";
  static final String REFUSAL_NUMBER = "refusal-number";
  static final String CALL_TIMEOUT = "call-timeout";
  static final String HEADER_NAME = "header-name";
  static final String HEADER_VALUE = "header-value";
  static final String PREVIOUS_HEADER_VALUE = "previous-header-value";
  static final String ORGANISATION_ID = "organisation-id";

  /** What HTTP takes for the name of a header. */
  private static final Pattern HEADER = Pattern.compile("[A-Za-z0-9!#$%&'*+.^_`|~-]{1,100}");

  static final CarrierProfile PROFILE =
      new CarrierProfile(
          "alohaa",
          "Alohaa",
          "https://docs.alohaa.ai/alohaa-docs/webhooks/number-masking-webhook",
          endpoints(),
          List.of(),
          settings(),
          Set.of(),
          // That its dashboard takes a header is a guess.
          new Proof(HEADER_VALUE, Best.PATH, Set.of(PREVIOUS_HEADER_VALUE)),
          shortfalls());

  private AlohaaProfile() {}

  private static List<Endpoint> endpoints() {
    return List.of(
        new Endpoint(
            RECEIVER, true, "Number Masking - Get Receiver Details: whom to ring for a call"),
        new Endpoint(
            COMPLETED,
            false,
            "Number Masking - Send Call Details: a call is over, and how it went"));
  }

  private static List<Setting> settings() {
    return List.of(
        new Setting(
                REFUSAL,
                false,
                "how a call is refused, for which Alohaa documents no way: empty-number (the default)"
                    + " sends no number to ring, forward sends the number of an announcement line of"
                    + " yours, not-found answers with the error 404",
                AlohaaRefusal.EMPTY_NUMBER.word())
            .checked(Words.oneOf(AlohaaRefusal.values())),
        new Setting(
                REFUSAL_NUMBER,
                false,
                "the announcement line that refused callers hear where refusal is forward",
                "+919000000099")
            .checked(
                new Check(
                    (text, home) -> home.parsePossible(text).isPresent(), "a telephone number"))
            .neededWhere(REFUSAL, AlohaaRefusal.FORWARD.word()),
        new Setting(
                CALL_TIMEOUT,
                false,
                "what is sent as call_timeout, of which nobody says whether it limits ringing or"
                    + " talking: none (the default) limits neither, ring sends the ring timeout, talk"
                    + " the talk limit",
                AlohaaTimeout.NONE.word())
            .checked(Words.oneOf(AlohaaTimeout.values())),
        new Setting(
                HEADER_NAME,
                false,
                "the header in which Alohaa sends header-value; x-bauta-key unless set",
                AlohaaProof.HEADER_NAME_DEFAULT)
            .checked(new Check(HEADER.asMatchPredicate(), "the name of a header")),
        new Setting(
                HEADER_VALUE,
                true,
                "a secret that Alohaa adds to each webhook in a header",
                "0123456789abcdef0123456789abcdef")
            .checked(Check.PROOF),
        new Setting(
                PREVIOUS_HEADER_VALUE,
                true,
                "the header-value before this one, for as long as the change takes",
                "fedcba9876543210fedcba9876543210")
            .checked(Check.PROOF),
        new Setting(
            ORGANISATION_ID,
            false,
            "the organisation's id at Alohaa; completions of another one, or of none, are refused",
            "7d9f1c52-0b6e-4a83-9c1d-2e4f6a8b0c1d"));
  }

  /**
   * Ring timeout and talk limit as long as nobody has found out what call_timeout limits; each
   * reply says which of them holds for its account.
   */
  private static Set<Shortfall> shortfalls() {
    return Set.of(
        Shortfall.CALLER_ID_NOT_OURS,
        Shortfall.ANNOUNCEMENT_NOT_SPOKEN,
        Shortfall.RING_TIMEOUT_IGNORED,
        Shortfall.TALK_LIMIT_IGNORED,
        Shortfall.DIGITS_NOT_COLLECTED,
        Shortfall.ONLY_FIRST_RUNG,
        Shortfall.NOTICE_NOT_SPOKEN,
        Shortfall.RECORDING_NOT_STARTED);
  }
}
