package io.bauta.bench.load;

import static java.nio.charset.StandardCharsets.US_ASCII;

/** The bytes of a request, with places that are filled in anew each time. */
final class Template {

  private final byte[] bytes;
  private final String text;

  /** Where a placeholder stands; several times the same is filled in with the same. */
  record Slot(int[] places, int length) {}

  Template(String text) {
    this.text = text;
    this.bytes = text.getBytes(US_ASCII);
  }

  byte[] bytes() {
    return bytes;
  }

  /** All places of {@code placeholder}; none is fine. */
  Slot slot(String placeholder) {
    int[] places = new int[text.split(placeholder, -1).length - 1];
    int place = -1;
    for (int i = 0; i < places.length; i++) {
      place = text.indexOf(placeholder, place + 1);
      places[i] = place;
    }
    return new Slot(places, placeholder.length());
  }

  /** Writes the last decimal digits of {@code value}. */
  void putDecimal(Slot slot, long value) {
    for (int place : slot.places()) {
      decimal(bytes, place, slot.length(), value);
    }
  }

  static void decimal(byte[] bytes, int start, int length, long value) {
    long rest = value;
    for (int i = start + length - 1; i >= start; i--) {
      bytes[i] = (byte) ('0' + rest % 10);
      rest /= 10;
    }
  }

  /** Writes the last hex digits of {@code value}. */
  void putHex(Slot slot, long value) {
    for (int place : slot.places()) {
      long rest = value;
      for (int i = place + slot.length() - 1; i >= place; i--) {
        bytes[i] = (byte) Character.forDigit((int) (rest & 0xF), 16);
        rest >>>= 4;
      }
    }
  }

  /** Writes what stands in {@code source} from {@code start} on. */
  void putBytes(Slot slot, byte[] source, int start) {
    for (int place : slot.places()) {
      System.arraycopy(source, start, bytes, place, slot.length());
    }
  }
}
