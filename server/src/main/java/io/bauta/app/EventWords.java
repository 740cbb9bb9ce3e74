package io.bauta.app;

import io.bauta.api.EventJson;
import io.bauta.call.CallId;
import io.bauta.event.Event;
import io.bauta.event.EventRedaction;
import io.bauta.event.EventText;
import io.bauta.event.Happening;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The words of events, which need the pools that are read from the store that is told by them. */
final class EventWords implements EventText, EventRedaction {

  private volatile @Nullable EventJson words;

  /** From now on there are some. */
  void use(EventJson newWords) {
    words = newWords;
  }

  private EventJson words() {
    return Optional.ofNullable(words)
        .orElseThrow(() -> new IllegalStateException("nobody is told of events yet"));
  }

  @Override
  public String of(Happening happening) {
    return words().of(happening);
  }

  @Override
  public Optional<CallId> call(Event event) {
    return words().call(event);
  }

  @Override
  public String without(Event event, Gone gone) {
    return words().without(event, gone);
  }
}
