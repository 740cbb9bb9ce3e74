package io.bauta.routing;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.function.BinaryOperator;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Routes by their pair. Whoever looks waits for nobody; those who write wait for one another in one
 * of {@value #STRIPES} parts.
 *
 * <p>A map of the JDK's would do the same with a node and a key for each route, which is half as
 * much memory again and twice as many places to fetch it from; there may be ten millions, and each
 * call looks for one. So a route is its own key, and stands in an array at the place that its pair
 * gives it, or the next one that is free.
 */
final class RouteTable {

  private static final int STRIPES = 64;
  private static final int FIRST_LENGTH = 16;
  private static final VarHandle SLOT = MethodHandles.arrayElementVarHandle(Route[].class);

  private final Stripe[] stripes = new Stripe[STRIPES];

  RouteTable() {
    for (int i = 0; i < STRIPES; i++) {
      stripes[i] = new Stripe();
    }
  }

  /** The route of this pair, or null. */
  @Nullable Route find(RouteKey key) {
    return find(key.dialed(), key.caller());
  }

  /**
   * The routes of one holder on these numbers, null where there is none. What is far away in memory
   * is fetched for all of them first: none waits for another, as they would one after the other.
   */
  @Nullable Route[] find(long[] dialed, long holder) {
    @Nullable Route[] found = new Route[dialed.length];
    for (int i = 0; i < dialed.length; i++) {
      long hash = hash(dialed[i], holder);
      Route[] slots = stripe(hash).slots;
      found[i] = (Route) SLOT.getAcquire(slots, (int) hash & slots.length - 1);
    }
    for (int i = 0; i < dialed.length; i++) {
      // Where the first place that it could have is free, it is in none.
      if (found[i] != null) {
        found[i] = find(dialed[i], holder);
      }
    }
    return found;
  }

  private @Nullable Route find(long dialed, long holder) {
    long hash = hash(dialed, holder);
    Route[] slots = stripe(hash).slots;
    int last = slots.length - 1;
    for (int place = (int) hash & last; ; place = place + 1 & last) {
      Route route = (Route) SLOT.getAcquire(slots, place);
      if (route == null || route.isOf(dialed, holder)) {
        return route;
      }
    }
  }

  /** Puts a route into the place of the one of the same pair. */
  void put(Route route) {
    merge(route, (known, own) -> own);
  }

  /**
   * Puts a route in.
   *
   * @param ifKnown which of both stays where the pair has one: gets that one, and {@code route}
   */
  void merge(Route route, BinaryOperator<Route> ifKnown) {
    long hash = hash(route.dialed(), route.holder());
    stripe(hash).merge(hash, route, ifKnown);
  }

  /** Takes the route of this pair out, if it has one that is so. */
  void removeIf(RouteKey key, Predicate<Route> condition) {
    long hash = hash(key.dialed(), key.caller());
    stripe(hash).removeIf(hash, key, condition);
  }

  /** Takes out all that are so. */
  void removeIf(Predicate<Route> condition) {
    for (Stripe stripe : stripes) {
      stripe.removeIf(condition);
    }
  }

  int size() {
    int size = 0;
    for (Stripe stripe : stripes) {
      size += stripe.size();
    }
    return size;
  }

  private Stripe stripe(long hash) {
    return stripes[(int) (hash >>> Integer.SIZE) & STRIPES - 1];
  }

  /** Every bit of it hangs on every bit of the pair: numbers are bought in blocks. */
  private static long hash(long dialed, long holder) {
    long mixed = dialed * 0x9E37_79B9_7F4A_7C15L ^ holder * 0xC2B2_AE3D_27D4_EB4FL;
    mixed = (mixed ^ mixed >>> 32) * 0xD6E8_FEB8_6659_FD93L;
    return mixed ^ mixed >>> 32;
  }

  /** A part of the table. */
  private static final class Stripe {

    /** As long as a power of two, and never full, so that whoever looks comes to an end. */
    private volatile Route[] slots = new Route[FIRST_LENGTH];

    private int size;

    /** Slots that were ever written, those of routes that are gone among them. */
    private int used;

    synchronized int size() {
      return size;
    }

    synchronized void merge(long hash, Route route, BinaryOperator<Route> ifKnown) {
      int last = slots.length - 1;
      int free = -1;
      int place = (int) hash & last;
      for (Route found = slots[place]; found != null; found = slots[place]) {
        if (found.isOf(route.dialed(), route.holder())) {
          SLOT.setRelease(slots, place, ifKnown.apply(found, route));
          return;
        }
        free = free < 0 && found.isRemoved() ? place : free;
        place = place + 1 & last;
      }
      used += free < 0 ? 1 : 0;
      SLOT.setRelease(slots, free < 0 ? place : free, route);
      size++;
      // Fuller, and whoever looks meets more routes of other pairs, each far away in memory.
      if (used * 2L > slots.length) {
        rebuild();
      }
    }

    /**
     * Without those that are gone; in twice the room, where without them the next time would soon
     * come.
     */
    private void rebuild() {
      Route[] before = slots;
      Route[] after = new Route[size * 5L > before.length * 2L ? before.length * 2 : before.length];
      int last = after.length - 1;
      for (Route route : before) {
        if (route != null && !route.isRemoved()) {
          int place = (int) hash(route.dialed(), route.holder()) & last;
          while (after[place] != null) {
            place = place + 1 & last;
          }
          after[place] = route;
        }
      }
      used = size;
      slots = after;
    }

    synchronized void removeIf(long hash, RouteKey key, Predicate<Route> condition) {
      int last = slots.length - 1;
      int place = (int) hash & last;
      for (Route found = slots[place]; found != null; found = slots[place]) {
        if (found.isOf(key.dialed(), key.caller())) {
          if (condition.test(found)) {
            remove(place);
          }
          return;
        }
        place = place + 1 & last;
      }
    }

    synchronized void removeIf(Predicate<Route> condition) {
      for (int place = 0; place < slots.length; place++) {
        Route found = slots[place];
        if (found != null && !found.isRemoved() && condition.test(found)) {
          remove(place);
        }
      }
    }

    /** Its slot is not free for whoever looks: behind it may be another with the same place. */
    private void remove(int place) {
      SLOT.setRelease(slots, place, Route.REMOVED);
      size--;
    }
  }
}
