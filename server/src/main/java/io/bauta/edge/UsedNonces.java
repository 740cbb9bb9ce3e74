package io.bauta.edge;

import org.jspecify.annotations.Nullable;

/**
 * Nonces and their first uses, the oldest forgotten first: in arrays of a fixed size, because
 * objects that each live for a day are what a garbage collector copes with worst, and there may be
 * one for every webhook.
 *
 * <p>Not for several threads at once.
 */
final class UsedNonces {

  /** Twice the room for what is found by its place, so that the next free one is never far. */
  private static final int PLACES_FOR_ONE = 2;

  private static final int NONE = -1;

  private final int max;
  private long @Nullable [] keys;
  private long[] uses = {};
  private long[] times = {};

  /** One more than where a nonce is in the other arrays, at the place that its key asks for. */
  private int[] places = {};

  private int oldest;
  private int size;

  /**
   * None yet; takes its room with the first one.
   *
   * @param max how many are remembered
   */
  UsedNonces(int max) {
    this.max = max;
  }

  int size() {
    return size;
  }

  /** When the oldest one was added. */
  long oldestTime() {
    return times[oldest];
  }

  /**
   * Adds a nonce, unless it is there; of too many the oldest is forgotten.
   *
   * @param key of which every bit hangs on the whole nonce
   * @return the use that it was first added with
   */
  long add(long key, long use, long time) {
    long[] all = keys == null ? makeRoom() : keys;
    int known = find(all, key);
    if (known != NONE) {
      return uses[known];
    }
    if (size == max) {
      removeOldest();
    }
    int at = (oldest + size) % max;
    all[at] = key;
    uses[at] = use;
    times[at] = time;
    size++;
    places[freePlace(key)] = at + 1;
    return use;
  }

  private long[] makeRoom() {
    long[] room = new long[max];
    uses = new long[max];
    times = new long[max];
    places = new int[Integer.highestOneBit(max * PLACES_FOR_ONE - 1) * 2];
    keys = room;
    return room;
  }

  private int wanted(long key) {
    return (int) key & (places.length - 1);
  }

  private int after(int place) {
    return (place + 1) & (places.length - 1);
  }

  private int find(long[] all, long key) {
    for (int place = wanted(key); places[place] != 0; place = after(place)) {
      int at = places[place] - 1;
      if (all[at] == key) {
        return at;
      }
    }
    return NONE;
  }

  private int freePlace(long key) {
    int place = wanted(key);
    while (places[place] != 0) {
      place = after(place);
    }
    return place;
  }

  /** Forgets the one that was added first. */
  void removeOldest() {
    long[] all = keys;
    if (all == null || size == 0) {
      throw new IllegalStateException("there is none");
    }
    int place = wanted(all[oldest]);
    while (places[place] != oldest + 1) {
      place = after(place);
    }
    places[place] = 0;
    closeGap(all, place);
    oldest = (oldest + 1) % max;
    size--;
  }

  /** Whoever looks for a nonce stops at a gap: those beyond that passed by it move up. */
  private void closeGap(long[] all, int start) {
    int gap = start;
    for (int place = after(start); places[place] != 0; place = after(place)) {
      int wanted = wanted(all[places[place] - 1]);
      int way = (place - wanted) & (places.length - 1);
      int wayFromGap = (place - gap) & (places.length - 1);
      if (way >= wayFromGap) {
        places[gap] = places[place];
        places[place] = 0;
        gap = place;
      }
    }
  }
}
