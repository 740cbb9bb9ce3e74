package io.bauta.carrier.vobiz;

import io.bauta.carrier.CarrierProfile;
import io.bauta.carrier.CarrierProfile.Alias;
import io.bauta.carrier.CarrierProfile.Best;
import io.bauta.carrier.CarrierProfile.Endpoint;
import io.bauta.carrier.CarrierProfile.Proof;
import io.bauta.carrier.CarrierProfile.Setting;
import java.util.List;
import java.util.Set;

/** What Vobiz is and takes. It can do all that a decision may want. */
final class VobizProfile {

  static final String ANSWER = "answer";
  static final String HANGUP = "hangup";
  static final String DIAL = "dial";
  static final String RESULT = "result";
  static final String RECORDING = "recording";
  static final String DIGITS = "digits";

  static final String AUTH_ID = "auth-id";
  static final String AUTH_TOKEN = "auth-token";
  static final String PARENT_AUTH_TOKEN = "parent-auth-token";
  static final String PREVIOUS_AUTH_TOKEN = "previous-auth-token";
  static final String APPLICATION_NAME = "application-name";

  static final CarrierProfile PROFILE =
      new CarrierProfile(
          "vobiz",
          "Vobiz",
          "https://www.vobiz.ai/docs/xml/request",
          endpoints(),
          // The two-way masking tutorial serves its answer URL there.
          List.of(new Alias("/answer", ANSWER)),
          settings(),
          Set.of(VobizFields.DIGITS, "DialDigitsMatch"),
          new Proof(AUTH_TOKEN, Best.SIGNATURE_OF_URL, Set.of(PREVIOUS_AUTH_TOKEN)),
          Set.of());

  private VobizProfile() {}

  private static List<Endpoint> endpoints() {
    return List.of(
        new Endpoint(
            ANSWER,
            true,
            "answer_url of the application: what to do with a call. Takes hangups too, because"
                + " Vobiz sends them here when there is no hangup_url"),
        new Endpoint(HANGUP, false, "hangup_url of the application: a call ended"),
        new Endpoint(DIAL, false, "callbackUrl of our Dial: the destination answered or hung up"),
        new Endpoint(RESULT, false, "action of our Dial: how it came out"),
        new Endpoint(RECORDING, false, "callbackUrl of a recording: it can be fetched"),
        new Endpoint(
            DIGITS, true, "action of our Gather: what to do now that the caller entered digits"));
  }

  private static List<Setting> settings() {
    return List.of(
        new Setting(AUTH_ID, false, "the account's Auth ID, from the Vobiz console", "MA_XXXXXXXX"),
        new Setting(
            AUTH_TOKEN,
            true,
            "the account's Auth Token; webhooks are signed with it",
            "0123456789abcdef0123456789abcdef01234567"),
        new Setting(
            PARENT_AUTH_TOKEN,
            true,
            "of a sub-account: the main account's Auth Token, which signs as well",
            "fedcba9876543210fedcba9876543210fedcba98"),
        new Setting(
            PREVIOUS_AUTH_TOKEN,
            true,
            "the Auth Token before this one, for as long as the change takes",
            "00112233445566778899aabbccddeeff00112233"),
        new Setting(
            APPLICATION_NAME,
            false,
            "the application that the set-up makes or changes; bauta-NAME of this account unless"
                + " set",
            "bauta-vobiz"));
  }
}
