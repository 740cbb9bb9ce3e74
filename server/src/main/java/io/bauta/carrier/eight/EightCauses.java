package io.bauta.carrier.eight;

import static io.bauta.call.HangupCause.ACCOUNT_FAULT;
import static io.bauta.call.HangupCause.ANSWER_FAULT;
import static io.bauta.call.HangupCause.INVALID_NUMBER_FORMAT;
import static io.bauta.call.HangupCause.NETWORK_OUT_OF_ORDER;
import static io.bauta.call.HangupCause.NORMAL_CLEARING;
import static io.bauta.call.HangupCause.NO_ANSWER;
import static io.bauta.call.HangupCause.NO_CIRCUIT_AVAILABLE;
import static io.bauta.call.HangupCause.ORIGINATOR_CANCEL;
import static io.bauta.call.HangupCause.OUTGOING_CALLS_BARRED;
import static io.bauta.call.HangupCause.RECOVERY_ON_TIMER_EXPIRE;
import static io.bauta.call.HangupCause.TEMPORARY_FAILURE;
import static io.bauta.call.HangupCause.UNKNOWN;
import static io.bauta.call.HangupCause.USER_BUSY;

import io.bauta.call.HangUp;
import io.bauta.call.HangupCause;
import io.bauta.call.HangupSource;
import io.bauta.carrier.MalformedWebhookException;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Puts the statuses and error codes of 8x8 into our causes.
 *
 * <p>Source: developer.8x8.com/connect/docs/voice/error-codes and
 * docs/voice/number-masking/session-summary. Spellings differ between pages: {@code NO_ANSWER} and
 * {@code NO ANSWER}, {@code CANCELED} and {@code CANCELLED}; only the letters count.
 */
final class EightCauses {

  private static final Pattern NO_LETTER = Pattern.compile("[^A-Z]");
  private static final Pattern STATUS = Pattern.compile("[A-Za-z_ -]{1,40}");
  private static final Pattern CODE = Pattern.compile("-?[0-9]{4,5}");

  private EightCauses() {}

  /** How the leg to the destination ended. */
  static HangUp ofDestination(EightLeg leg, Optional<String> code) {
    return hangUp(leg.status(), leg.connected(), code);
  }

  /** How the caller's leg ended beside one to the destination. */
  static HangUp ofCaller(String status, boolean connected, Optional<String> code) {
    return hangUp(status, connected, code);
  }

  /**
   * How a session without a leg to the destination ended. A connection that failed is then most
   * likely the one to us; and a hangup that was the last action is one that we asked for.
   */
  static HangUp ofUnconnected(String status, String lastAction, Optional<String> code) {
    HangUp told = hangUp(status, false, code);
    if (told.cause() == NETWORK_OUT_OF_ORDER) {
      return new HangUp(ANSWER_FAULT, told.carrierCause(), told.source());
    }
    boolean ours = told.cause() == NORMAL_CLEARING && lastAction.equals("HANGUP");
    return ours ? new HangUp(NORMAL_CLEARING, told.carrierCause(), HangupSource.BAUTA) : told;
  }

  private static HangUp hangUp(String status, boolean connected, Optional<String> code) {
    HangupCause cause = byStatus(status);
    if (cause == ORIGINATOR_CANCEL && connected) {
      // Nobody gives up while it rings, and talks as well.
      cause = NORMAL_CLEARING;
    }
    if (code.isPresent() && isFailure(status)) {
      return new HangUp(byCode(code.get()), code.get(), HangupSource.CARRIER);
    }
    return new HangUp(
        cause, STATUS.matcher(status).matches() ? status : "", sourceOf(cause, status));
  }

  private static HangupSource sourceOf(HangupCause cause, String status) {
    if (cause == ORIGINATOR_CANCEL) {
      return HangupSource.CALLER;
    }
    return letters(status).equals("ERROR") ? HangupSource.CARRIER : HangupSource.UNKNOWN;
  }

  /**
   * FAILED stands for a telephone that is off, one that cannot be reached, a number that does not
   * exist, a call that was rejected and the network: which, nobody says.
   */
  static HangupCause byStatus(String status) {
    return switch (letters(status)) {
      case "COMPLETED" -> NORMAL_CLEARING;
      case "NOANSWER" -> NO_ANSWER;
      case "BUSY" -> USER_BUSY;
      case "CANCELED", "CANCELLED" -> ORIGINATOR_CANCEL;
      default -> UNKNOWN;
    };
  }

  static boolean isCompleted(String status) {
    return letters(status).equals("COMPLETED");
  }

  private static boolean isFailure(String status) {
    String letters = letters(status);
    return letters.equals("FAILED") || letters.equals("ERROR");
  }

  private static String letters(String status) {
    return NO_LETTER.matcher(status.toUpperCase(Locale.ROOT)).replaceAll("");
  }

  /** The error code, always with its minus; empty when there is none that looks like one. */
  static Optional<String> codeIn(Optional<EightFields> errorDetails)
      throws MalformedWebhookException {
    String code = errorDetails.isEmpty() ? "" : errorDetails.get().text("errorCode");
    return CODE.matcher(code).matches()
        ? Optional.of(code.startsWith("-") ? code : "-" + code)
        : Optional.empty();
  }

  static HangupCause byCode(String code) {
    return switch (code) {
      case "-2001" -> TEMPORARY_FAILURE;
      case "-2002" -> NETWORK_OUT_OF_ORDER;
      // The call flow, its speech profile, a file of its own, its parameters.
      case "-2003", "-2005", "-2006", "-2009" -> ANSWER_FAULT;
      // No coverage in the destination's country.
      case "-2004" -> OUTGOING_CALLS_BARRED;
      case "-2007" -> RECOVERY_ON_TIMER_EXPIRE;
      // The caller ID is not whitelisted, or not a number of the account: every call fails.
      case "-2008", "-1014" -> ACCOUNT_FAULT;
      case "-2010" -> NO_CIRCUIT_AVAILABLE;
      case "-1017" -> INVALID_NUMBER_FORMAT;
      // What a reader of call flows finds wrong with one. -1004 is not among them: an example in
      // the documentation has it for a destination that failed.
      case "-1001", "-1002", "-1007", "-1009", "-1010", "-1011", "-1012", "-1016" -> ANSWER_FAULT;
      default -> UNKNOWN;
    };
  }
}
