package io.bauta.number;

import com.google.i18n.phonenumbers.PhoneNumberUtil;

/** How many digits of an international number are its country calling code (ITU-T E.164 list). */
final class CallingCodes {

  private static final int LENGTH_MAX = 3;
  private static final boolean[] ASSIGNED = assigned();

  private CallingCodes() {}

  /** Length of the calling code at the start of {@code digits}; 1 when no code is assigned. */
  static int lengthIn(String digits) {
    int code = 0;
    for (int length = 1; length <= LENGTH_MAX && length <= digits.length(); length++) {
      code = code * 10 + (digits.charAt(length - 1) - '0');
      if (ASSIGNED[code]) {
        return length;
      }
    }
    return 1;
  }

  private static boolean[] assigned() {
    boolean[] codes = new boolean[1000];
    for (int code : PhoneNumberUtil.getInstance().getSupportedCallingCodes()) {
      codes[code] = true;
    }
    return codes;
  }
}
