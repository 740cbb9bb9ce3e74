package io.bauta.simulator.vobiz;

import io.bauta.simulator.Phone;

/**
 * The leg between carrier and one dialled telephone.
 *
 * @param shownAsWritten the caller ID as the server wrote it, or what stood in for it
 * @param numberAsWritten the destination as the server wrote it
 * @param position from 1, in the order of the document
 */
record DialedLeg(
    String uuid, Phone phone, String shownAsWritten, String numberAsWritten, int position) {

  /** The leg only: both numbers may be real. */
  @Override
  public String toString() {
    return "DialedLeg[" + uuid + "]";
  }
}
