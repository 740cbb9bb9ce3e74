package io.bauta.app.play;

/** The calls that are played with every carrier, in this order. */
enum Play {
  AGENT_CALLS("The agent calls the customer", "agent calls"),
  CUSTOMER_CALLS("The customer calls the agent back", "customer calls"),
  STRANGER("A stranger dials the agent's number", "stranger"),
  BUSY("The customer is busy", "busy"),
  UNANSWERED("The customer does not answer", "no answer"),
  CLOSED("The session is closed; the agent dials again", "closed");

  private final String title;
  private final String column;

  Play(String title, String column) {
    this.title = title;
    this.column = column;
  }

  String title() {
    return title;
  }

  /** The title where there is little room. */
  String column() {
    return column;
  }
}
