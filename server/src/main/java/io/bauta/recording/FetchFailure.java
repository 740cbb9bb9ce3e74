package io.bauta.recording;

/** Why a recording could not be fetched, the last time that it was tried. */
public enum FetchFailure {
  /** The carrier's account is not configured any more. */
  ACCOUNT_GONE(true, "its carrier account is not configured any more"),
  /** The carrier never asked about the call. */
  CALL_UNKNOWN(true, "no call of ours is known for it"),
  /** There is no address, and the carrier's API gives none. */
  NO_ADDRESS(true, "the carrier gave no address to fetch it from"),
  /**
   * The carrier puts recordings into a storage of its customer's, and nobody said where that is.
   */
  PUT_ELSEWHERE(
      true, "the carrier puts recordings into your own storage: configure recording-base"),
  /** The address is not one that this account's recordings are fetched from. */
  HOST_REFUSED(
      true, "the address is not at a host of this carrier: see recording-hosts of the account"),
  /** The address leads to where nothing is fetched from, such as into a private network. */
  ADDRESS_REFUSED(true, "the address is refused"),
  /** More bytes than any recording has. */
  TOO_LARGE(true, "it is larger than a recording may be"),
  /** The carrier's API did not say where it is. */
  CARRIER_REFUSED(false, "the carrier's API does not give its address"),
  /** The place answered with an error. */
  REFUSED_THERE(false, "the place where it should be answered with an error"),
  /** The place answered with a redirection, which is never followed. */
  REDIRECTED(false, "the place where it should be points elsewhere, which is not followed"),
  /** What came is no audio. */
  NOT_AUDIO(false, "what came is no audio"),
  /** Nothing came. */
  EMPTY(false, "it is empty"),
  /** Another number of bytes came than was announced. */
  CUT_OFF(false, "another number of bytes came than was announced"),
  /** It did not end in time. */
  TOO_SLOW(false, "it did not come to an end in time"),
  /** The connection could not be made, or broke. */
  UNREACHABLE(false, "the place where it should be cannot be reached"),
  /** Our own storage did not take it, or gave something else back. */
  NOT_STORED(false, "our storage did not take it"),
  /** The fetching itself went wrong. */
  FAULT(false, "the server failed; its log says where");

  private final boolean isFinal;
  private final String words;

  FetchFailure(boolean isFinal, String words) {
    this.isFinal = isFinal;
    this.words = words;
  }

  /** Whether trying again would change nothing. */
  public boolean isFinal() {
    return isFinal;
  }

  /**
   * Whether something may lie in our storage: a store that does not answer in time may have taken
   * all of it.
   */
  public boolean mayLeaveMedia() {
    return this == NOT_STORED || this == FAULT;
  }

  /** For people; holds nothing of the address. */
  public String words() {
    return words;
  }
}
