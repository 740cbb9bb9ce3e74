package io.bauta.simulator.alohaa;

/** How the receiver of a call is asked for; Alohaa's pages show fields and name no method. */
public enum RequestStyle {
  /** POST with a JSON object. */
  JSON,
  /** POST with a form. */
  FORM,
  /** GET with the fields in the query. */
  GET
}
