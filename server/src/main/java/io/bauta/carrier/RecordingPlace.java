package io.bauta.carrier;

import java.util.Map;

/** Where a recording can be fetched now. */
public sealed interface RecordingPlace {

  /**
   * It is there. Whoever fetches judges where the address leads to.
   *
   * @param headers to send along; credentials only where the place is the account's own API
   */
  record At(String url, Map<String, String> headers) implements RecordingPlace {

    public At {
      headers = Map.copyOf(headers);
    }

    /** For anybody who has the link. */
    public At(String url) {
      this(url, Map.of());
    }

    /** An address may hold real numbers, and headers credentials. */
    @Override
    public String toString() {
      return "At[" + headers.size() + " headers]";
    }
  }

  /** It cannot be fetched. */
  record Nowhere(Why why) implements RecordingPlace {}

  /** Why it cannot. */
  enum Why {
    /** The carrier gave no address. */
    NO_ADDRESS,
    /** The carrier puts recordings into its customer's own storage; nobody said where that is. */
    PUT_ELSEWHERE,
    /** The address is at a host of which the account's recordings are not fetched. */
    OTHER_HOST,
    /** The carrier's API does not say it now. */
    NOT_TOLD
  }
}
