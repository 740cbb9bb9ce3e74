package io.bauta.simulator;

/** A way to write a telephone number on the wire. */
public enum NumberForm {
  /** {@code +918888800001}. */
  E164,
  /** {@code 918888800001}. */
  DIGITS,
  /** {@code 08888800001}: trunk prefix 0 and no country code. Other countries' numbers keep +. */
  NATIONAL;

  private static final String INTERNATIONAL_PREFIX = "00";

  /**
   * Writes {@code number}, given in E.164, in this form.
   *
   * @param countryCode the calling code of the carrier's country, digits only
   */
  public String write(String number, String countryCode) {
    return switch (this) {
      case E164 -> number;
      case DIGITS -> number.substring(1);
      case NATIONAL ->
          number.startsWith("+" + countryCode)
              ? "0" + number.substring(1 + countryCode.length())
              : number;
    };
  }

  /**
   * Reads a number written in any of the forms into E.164, as an exchange in {@code countryCode}
   * would. Text that holds no digits comes back as it is: {@code anonymous}.
   */
  public static String read(String text, String countryCode) {
    String bare = text.strip().replaceAll("[ ()\\-]", "");
    if (!bare.matches("\\+?[0-9]+")) {
      return text.strip();
    }
    if (bare.startsWith("+")) {
      return bare;
    }
    if (bare.startsWith(INTERNATIONAL_PREFIX)) {
      return "+" + bare.substring(INTERNATIONAL_PREFIX.length());
    }
    return bare.startsWith("0") ? "+" + countryCode + bare.substring(1) : "+" + bare;
  }
}
