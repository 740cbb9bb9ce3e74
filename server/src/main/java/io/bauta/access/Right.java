package io.bauta.access;

/** What an endpoint demands of whoever asks. Each demands one. */
public enum Right {
  /** To be told who one is oneself. Everybody has it. */
  SELF_READ,
  POOLS_READ,
  POOLS_CHANGE,
  SESSIONS_READ,
  SESSIONS_CHANGE,

  /**
   * To be told what would happen to a call of a number that one names. Whoever may ask often enough
   * finds masked numbers by guessing, so it is no reading.
   */
  EXPLAIN,
  CALLS_READ,
  RECORDINGS_READ,
  RECORDINGS_CHANGE,
  RECORDINGS_PLAY,

  /** Events and what became of their deliveries. */
  EVENTS_READ,

  /** Event endpoints, of which a URL may hold a secret, and replay. */
  EVENT_ENDPOINTS,
  WEBHOOKS_READ,
  AUDIT_READ,

  /** For how long what is kept. */
  RETENTION_READ,

  /** To have what was kept for long enough forgotten now: entries of the audit log, too. */
  RETENTION_RUN,

  /** Which data keys there are, and how far a rotation is; no keys. */
  VAULT_READ,

  /** To rotate keys. */
  VAULT_ROTATE,

  /** To be told a real number. */
  REVEAL,

  /** To be given all that is held on a person. */
  EXPORT_PERSON,

  /** To erase a person: what is gone nobody brings back. */
  ERASE,

  /** API keys: whoever may make one may do everything. */
  KEYS
}
