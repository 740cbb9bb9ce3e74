package io.bauta.api;

import io.bauta.number.HomeRegion;
import io.bauta.number.PhoneNumber;
import java.util.stream.Stream;

/** What a request about a person says: their number, and why. */
final class PersonFields {

  static final String NUMBER = "real_number";
  static final String REASON = "reason";

  private PersonFields() {}

  /** In E.164 form only: nobody's home region is meant here. */
  static PhoneNumber number(Fields fields) {
    String text = fields.text(NUMBER, HomeRegion.TEXT_LENGTH_MAX);
    try {
      return PhoneNumber.ofE164(text.strip());
    } catch (IllegalArgumentException notE164) {
      throw fields.invalid("invalid_number", NUMBER, Fields.NUMBER_EXPECTED);
    }
  }

  static String reason(Fields fields, PhoneNumber number) {
    String reason = fields.text(REASON, RevealApi.REASON_LENGTH_MAX).strip();
    if (reason.codePointCount(0, reason.length()) < RevealApi.REASON_LENGTH_MIN) {
      throw fields.invalid(
          "invalid_value",
          REASON,
          "expected why, in %d to %d characters"
              .formatted(RevealApi.REASON_LENGTH_MIN, RevealApi.REASON_LENGTH_MAX));
    }
    Reasons.requireNoNumber(reason, REASON, Stream.of(number));
    return reason;
  }
}
