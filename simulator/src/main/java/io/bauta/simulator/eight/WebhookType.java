package io.bauta.simulator.eight;

/** The five webhooks of an 8x8 sub-account; each has one URL. */
public enum WebhookType {
  /** Asks what to do with a call: Voice Call Action. */
  VCA("CALL_ACTION", "Action request of a call"),
  /** Tells that a leg changed: Voice Call Status. */
  VCS("CALL_STATUS", "Status update of a call"),
  /** Tells how a call ended: Voice Session Summary. */
  VSS("SESSION_SUMMARY", "Summary of a completed call session"),
  /** Tells that a recording lies in the customer's store: Voice Recording Uploaded. */
  VRU("CALL_RECORDING_STATUS", "Call recording status updated"),
  /** Tells how the numbers of the account are: Virtual Number Updated. */
  VNU("VIRTUAL_NUMBER_UPDATE", "Status of account virtual number(s) updated");

  private final String eventType;
  private final String description;

  WebhookType(String eventType, String description) {
    this.eventType = eventType;
    this.description = description;
  }

  String eventType() {
    return eventType;
  }

  String description() {
    return description;
  }
}
