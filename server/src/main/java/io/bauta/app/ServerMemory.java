package io.bauta.app;

import io.bauta.edge.Exchanges;
import io.bauta.edge.PlatformDesk;
import io.bauta.edge.RecentCallers;
import io.bauta.edge.RecentPhones;
import io.bauta.number.PhoneNumber;
import io.bauta.person.Memory;
import io.bauta.routing.RouteIndex;
import io.bauta.session.MaskingSession;
import java.time.Instant;

/**
 * What a running server remembers of people. Counts by which limits hold (of wrong codes, of calls
 * in an hour) stay: they are over soon, and whoever asks for an erasure begins none of them anew.
 */
record ServerMemory(
    RouteIndex routes,
    RecentCallers callers,
    RecentPhones phones,
    PlatformDesk desk,
    Exchanges exchanges)
    implements Memory {

  @Override
  public void erased(MaskingSession before, MaskingSession after) {
    routes.erased(before, after);
  }

  @Override
  public void forget(PhoneNumber number, Instant now) {
    routes.forget(number, now);
    callers.forget(number);
    phones.forget(number);
    desk.forget(number);
    exchanges.clear();
  }
}
