package io.bauta.simulator.telnyx;

import tools.jackson.databind.node.ObjectNode;

/**
 * Why a request to the API is refused.
 *
 * @param code Telnyx's number for it, or empty where none is documented
 * @param pointer the member of the body that is to blame, or empty
 */
record TelnyxError(int status, String code, String title, String pointer) {

  static final int UNPROCESSABLE = 422;

  private static final int BAD_REQUEST = 400;
  private static final int UNAUTHORIZED = 401;
  private static final int FORBIDDEN = 403;
  private static final int NOT_FOUND = 404;
  private static final int TOO_MANY = 429;

  static TelnyxError missing(String name) {
    return of("10004", "Missing required parameter", name);
  }

  static TelnyxError badConnection() {
    return of("10015", "Invalid value for connection_id (Call Control App ID)", "connection_id");
  }

  static TelnyxError notE164(String name) {
    return of("10016", "Phone number must be in +E164 format", name);
  }

  static TelnyxError notInEnum(String name) {
    return of("10032", "Value is not one of those allowed", name);
  }

  static TelnyxError outOfRange(String name) {
    return of("10033", "Value outside of range", name);
  }

  static TelnyxError badControlId() {
    return new TelnyxError(UNPROCESSABLE, "90015", "Invalid Call Control ID", "");
  }

  static TelnyxError hasEnded() {
    return new TelnyxError(UNPROCESSABLE, "90018", "Call has already ended", "");
  }

  static TelnyxError noAudioYet() {
    return new TelnyxError(UNPROCESSABLE, "90020", "Call audio has not started", "");
  }

  static TelnyxError notAnswered() {
    return new TelnyxError(UNPROCESSABLE, "90034", "Call has not been answered yet", "");
  }

  /** What Telnyx says then is not documented. */
  static TelnyxError notNow(String title) {
    return new TelnyxError(UNPROCESSABLE, "", title, "");
  }

  static TelnyxError callerIdNotOurs() {
    return new TelnyxError(FORBIDDEN, "D35", "Invalid caller origination number", "/from");
  }

  static TelnyxError badKey() {
    return new TelnyxError(UNAUTHORIZED, "10009", "Authentication failed", "");
  }

  static TelnyxError unknown() {
    return new TelnyxError(NOT_FOUND, "10005", "Resource not found", "");
  }

  static TelnyxError malformed() {
    return new TelnyxError(BAD_REQUEST, "", "Malformed request", "");
  }

  static TelnyxError tooMany() {
    return new TelnyxError(TOO_MANY, "10011", "Too many requests", "");
  }

  private static TelnyxError of(String code, String title, String name) {
    return new TelnyxError(UNPROCESSABLE, code, title, "/" + name);
  }

  RestReply reply() {
    ObjectNode error = Json.object();
    error.put("code", code);
    error.put("title", title);
    error.put("detail", title + ".");
    if (!pointer.isEmpty()) {
      ObjectNode source = Json.object();
      source.put("pointer", pointer);
      error.set("source", source);
    }
    ObjectNode body = Json.object();
    body.putArray("errors").add(error);
    return RestReply.json(status, body);
  }
}
