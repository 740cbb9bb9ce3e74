package io.bauta.carrier.vobiz;

import io.bauta.carrier.MalformedWebhookException;

/** What kind of thing a webhook says, and the endpoint that it belongs to. */
enum VobizEvent {
  QUESTION(
      VobizProfile.ANSWER, "a question about a call (Event is StartApp or missing)", "answer_url"),
  HANGUP(VobizProfile.HANGUP, "a hangup", "hangup_url"),
  DIAL(VobizProfile.DIAL, "a Dial event", "callbackUrl of Dial"),
  RESULT(VobizProfile.RESULT, "a Dial result", "action of Dial"),
  RECORDING(VobizProfile.RECORDING, "a recording event", "callbackUrl of Record"),
  DIGITS(VobizProfile.DIGITS, "what a caller entered", "action of Gather"),
  /** Nothing to us, wherever it comes. */
  OTHER("", "", "");

  private static final String HANGUP_NAME = "Hangup";

  private final String endpoint;
  private final String description;
  private final String attribute;

  VobizEvent(String endpoint, String description, String attribute) {
    this.endpoint = endpoint;
    this.description = description;
    this.attribute = attribute;
  }

  /**
   * The kind of a webhook with these fields.
   *
   * <p>The order matters. Whatever looks like an end is never a question, because hangups come to
   * the answer URL by default and carry From and To as well. And the parts of a Dial and of a
   * recording come before the hangup: they repeat the fields of the call, CallStatus included.
   *
   * <p>What the event is called that tells digits is not documented, so at its endpoint all else is
   * that. Of a caller who has hung up meanwhile the digits are nothing to us.
   *
   * @param where the endpoint that it came to
   */
  static VobizEvent of(VobizFields fields, String where) throws MalformedWebhookException {
    String name = fields.text(VobizFields.EVENT);
    if (name.startsWith("Record")) {
      return RECORDING;
    }
    // The event's name is DialAction on one page of the documentation and Redirect on another.
    if (fields.get(VobizFields.DIAL_STATUS).isPresent() || name.equals("DialAction")) {
      return RESULT;
    }
    if (fields.get(VobizDial.STEP).isPresent() || isDialEvent(name)) {
      return DIAL;
    }
    boolean atDigits = where.equals(VobizProfile.DIGITS);
    if (isHangup(name, fields)) {
      return atDigits && !name.equals(HANGUP_NAME) ? OTHER : HANGUP;
    }
    // The vendor's tutorial is tried out with From and To alone.
    boolean question = name.isEmpty() || name.equals("StartApp");
    boolean digits = fields.has(VobizFields.DIGITS) || fields.has(VobizFields.INPUT_TYPE);
    if (question ? atDigits && digits : atDigits || digits) {
      return DIGITS;
    }
    return question ? QUESTION : OTHER;
  }

  /** DialRemoteSounds is a fetch of music from a URL that we never give. */
  private static boolean isDialEvent(String name) {
    return name.startsWith("Dial") && !name.equals("DialRemoteSounds");
  }

  private static boolean isHangup(String name, VobizFields fields)
      throws MalformedWebhookException {
    return name.equals(HANGUP_NAME)
        || isFinal(fields.text(VobizFields.CALL_STATUS))
        || fields.get(VobizFields.HANGUP_CAUSE).isPresent();
  }

  private static boolean isFinal(String callStatus) {
    return switch (callStatus) {
      case "completed", "failed", "busy", "no-answer", "timeout", "cancel" -> true;
      default -> false;
    };
  }

  /** Refuses an event at an endpoint that somebody mixed up, and says where it belongs. */
  void requireAt(String where) throws MalformedWebhookException {
    boolean defaultHangupUrl = this == HANGUP && where.equals(VobizProfile.ANSWER);
    if (this != OTHER && !where.equals(endpoint) && !defaultHangupUrl) {
      throw new MalformedWebhookException(
          "%s came to the endpoint '%s'; it belongs to '%s' (%s)"
              .formatted(description, where, endpoint, attribute));
    }
  }
}
