package io.bauta.app;

import io.bauta.event.EventText;
import io.bauta.event.Happening;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The words of events, which need the pools that are read from the store that is told by them. */
final class EventWords implements EventText {

  private volatile @Nullable EventText words;

  /** From now on there are some. */
  void use(EventText newWords) {
    words = newWords;
  }

  @Override
  public String of(Happening happening) {
    return Optional.ofNullable(words)
        .orElseThrow(() -> new IllegalStateException("nobody is told of events yet"))
        .of(happening);
  }
}
